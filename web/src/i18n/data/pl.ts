import type { Translated } from "../index.ts";
import type { data as english } from "./en.ts";

export const data = {
  "data.title": "Jak dobre są dane",
  "data.validation": "Model a obserwacje",
  "data.score.time": "Ocenianych podróży: {n}; środek pasma myli się o mniej niż {error} w połowie z nich.",
  "data.score.cost": "Ocenianych cen: {n}; środek pasma myli się o mniej niż {error} w połowie z nich.",
  "data.inside": "Z pojedynczych obserwacji {share} mieści się w paśmie; powinno 80 %.",
  "data.metric.time": "Dni",
  "data.metric.cost": "Ceny",
  "data.all": "Także deklaracje i zapowiedzi",
  "data.key.time":
    "Dni w drodze. Linia: 8 z 10, punkt: środek, czerwony romb: obserwacja. Żadna oceniana nie posłużyła do ustalenia wartości.",
  "data.key.cost":
    "USD. Linia: 8 z 10, punkt: środek, czerwony romb: zaobserwowana cena. Żadna oceniana nie posłużyła do ustalenia wartości.",
  "data.case": "{kind}: obserwacja {seen}, model {low} – {middle} – {high}",
  "kind.average": "średnia",
  "kind.single": "pojedynczy przejazd",
  "kind.tracked": "śledzony przejazd",
  "kind.first_run": "pierwszy przejazd",
  "kind.showcase": "przejazd pokazowy",
  "kind.announced": "zapowiedź",
  "kind.claim": "deklaracja",
  "kind.market": "cena rynkowa",
  "kind.tariff": "taryfa",
  "data.grades": "Na czym opierają się wiersze",
  "data.gradesOf": "Linie, miejsca, przejścia i połączenia ({n}) w dniu {day}, według oceny wiersza.",
  "data.showSources": "Pokaż źródła",
  "data.sources": { one: "{n} źródło", few: "{n} źródła", many: "{n} źródeł", other: "{n} źródła" },
  "data.search": "Słowa z tytułu lub wydawcy",
  "data.rows": { one: "{n} wiersz", few: "{n} wiersze", many: "{n} wierszy", other: "{n} wiersza" },
  "data.more": "I jeszcze {n}: zawęź słowami.",
  "data.noSource": "Żadne źródło nie ma tych słów.",
  "confidence.med": "średnia",
} as const satisfies Translated<typeof english>;
