import type { Translated } from "../index.ts";
import type { data as english } from "./en.ts";

export const data = {
  "data.title": "Насколько хороши данные",
  "data.validation": "Модель и наблюдения",
  "data.score.time": "Оценено поездок: {n}; середина полосы ошибается менее чем на {error} в половине из них.",
  "data.score.cost": "Оценено цен: {n}; середина полосы ошибается менее чем на {error} в половине из них.",
  "data.inside": "Из отдельных наблюдений {share} лежат в полосе; должно быть 80 %.",
  "data.metric.time": "Сутки",
  "data.metric.cost": "Цены",
  "data.all": "Также заявления и анонсы",
  "data.key.time":
    "Суток в пути. Линия: 8 из 10, точка: середина, красный ромб: наблюдение. Ни одно из оценённых не использовано для подгонки.",
  "data.key.cost":
    "USD. Линия: 8 из 10, точка: середина, красный ромб: наблюдавшаяся цена. Ни одна из оценённых не использована для подгонки.",
  "data.case": "{kind}: наблюдение {seen}, модель {low} – {middle} – {high}",
  "kind.average": "среднее",
  "kind.single": "отдельная поездка",
  "kind.tracked": "отслеженная поездка",
  "kind.first_run": "первый рейс",
  "kind.showcase": "показательный рейс",
  "kind.announced": "анонс",
  "kind.claim": "заявление",
  "kind.market": "рыночная цена",
  "kind.tariff": "тариф",
  "data.grades": "На что опираются строки",
  "data.gradesOf": "Линии, места, переходы и сообщения ({n}) на {day} по оценке строки.",
  "data.showSources": "Показать источники",
  "data.sources": { one: "{n} источник", few: "{n} источника", many: "{n} источников", other: "{n} источника" },
  "data.search": "Слова из названия или издателя",
  "data.rows": { one: "{n} строка", few: "{n} строки", many: "{n} строк", other: "{n} строки" },
  "data.more": "И ещё {n}: сузьте словами.",
  "data.noSource": "Нет источника с такими словами.",
  "confidence.med": "средняя",
} as const satisfies Translated<typeof english>;
