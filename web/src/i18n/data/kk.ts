import type { Translated } from "../index.ts";
import type { data as english } from "./en.ts";

export const data = {
  "data.title": "Деректердің сапасы",
  "data.validation": "Модель мен бақылау",
  "data.score.time": "Бағаланған сапар: {n}; аралық ортасы жартысында {error} аз қателеседі.",
  "data.score.cost": "Бағаланған баға: {n}; аралық ортасы жартысында {error} аз қателеседі.",
  "data.inside": "Жеке бақылаулардың {share} аралық ішінде; 80 % болуы керек.",
  "data.metric.time": "Тәулік",
  "data.metric.cost": "Бағалар",
  "data.all": "Мәлімдемелер мен хабарландырулар да",
  "data.key.time":
    "Жолдағы тәулік. Сызық: 10-ның 8-і, нүкте: ортасы, қызыл ромб: байқалғаны. Бағаланғандардың бірде-бірі көрсеткіш қоюға қолданылмаған.",
  "data.key.cost":
    "USD. Сызық: 10-ның 8-і, нүкте: ортасы, қызыл ромб: байқалған баға. Бағаланғандардың бірде-бірі көрсеткіш қоюға қолданылмаған.",
  "data.case": "{kind}: байқалғаны {seen}, модель {low} – {middle} – {high}",
  "kind.average": "орташа",
  "kind.single": "жеке сапар",
  "kind.tracked": "бақыланған сапар",
  "kind.first_run": "алғашқы сапар",
  "kind.showcase": "көрнекі сапар",
  "kind.announced": "жарияланған",
  "kind.claim": "мәлімдеме",
  "kind.market": "нарық бағасы",
  "kind.tariff": "тариф",
  "data.grades": "Жолдар неге сүйенеді",
  "data.gradesOf": "{day} күні қолданыстағы желі, орын, өткел, қатынас: {n}, жол бағасы бойынша.",
  "data.showSources": "Дереккөздерді көрсету",
  "data.sources": "Дереккөздер: {n}",
  "data.search": "Атауынан не баспагерінен сөздер",
  "data.rows": "{n} жол",
  "data.more": "Тағы {n}: сөзбен тарылтыңыз.",
  "data.noSource": "Мұндай сөздері бар дереккөз жоқ.",
  "confidence.med": "орташа",
} as const satisfies Translated<typeof english>;
