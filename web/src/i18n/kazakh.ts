// Kazakh dates and names of countries as the Unicode CLDR gives them: browsers leave them out (Chromium answers "M01 1").
const MONTHS = "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(" ");
const SHORT_MONTHS = "қаң. ақп. нау. сәу. мам. мау. шіл. там. қыр. қаз. қар. жел.".split(" ");
const DAYS = "жс дс сс ср бс жм сб".split(" ");
const COUNTRIES: Record<string, string> = {
  AM: "Армения",
  AT: "Аустрия",
  AZ: "Әзірбайжан",
  BE: "Бельгия",
  BG: "Болгария",
  BY: "Беларусь",
  CN: "Қытай",
  CZ: "Чехия",
  DE: "Германия",
  EE: "Эстония",
  GE: "Грузия",
  GR: "Грекия",
  HU: "Венгрия",
  IR: "Иран",
  IT: "Италия",
  KG: "Қырғызстан",
  KZ: "Қазақстан",
  LT: "Литва",
  LV: "Латвия",
  MD: "Молдова",
  MK: "Солтүстік Македония",
  MN: "Моңғолия",
  NL: "Нидерланд",
  PL: "Польша",
  RO: "Румыния",
  RS: "Сербия",
  RU: "Ресей",
  SI: "Словения",
  SK: "Словакия",
  TM: "Түрікменстан",
  TR: "Түркия",
  UA: "Украина",
  UZ: "Өзбекстан",
};

/** A date in UTC by the parts that an `Intl.DateTimeFormat` would be asked for. */
export function kazakhDate(when: Date, options: Intl.DateTimeFormatOptions): string {
  const month = (options.month === "long" ? MONTHS : SHORT_MONTHS)[when.getUTCMonth()] ?? "";
  const parts = options.day ? [`${when.getUTCDate()} ${month}`] : [month];
  if (options.year) parts.unshift(`${when.getUTCFullYear()} ж.`);
  let text = parts.join(" ");
  if (options.weekday) text += `, ${DAYS[when.getUTCDay()]}`;
  if (options.hour) text += `, ${when.toISOString().slice(11, 16)}`;
  return text;
}

export function kazakhCountry(code: string): string {
  return COUNTRIES[code] ?? code;
}
