import { expect, test, vi } from "vitest";

vi.stubGlobal("addEventListener", () => {});
vi.stubGlobal("location", { search: "", pathname: "/" });
const { addressOf, draftOf, fieldOf, inAWeek, queryOf, tileOf } = await import("./query.ts");

test("an address becomes a question", () => {
  const params = new URLSearchParams(
    "from=PLLOD&to=KZALA&depart=2025-10-01&units=2&payload=18,5&temp=2,8&avoid=RU,BY&unit=40RF&way=i2",
  );
  expect(queryOf(params)).toEqual({
    origin: "PLLOD",
    destination: "KZALA",
    depart: "2025-10-01",
    units: 2,
    payload_t: 18.5,
    temp_c: [2, 8],
    avoid: ["RU", "BY"],
    unit: "40RF",
  });
});

test("without a place or a day nothing is asked", () => {
  expect(queryOf(new URLSearchParams("from=PLLOD&to=KZALA"))).toBeNull();
});

test("numbers that are none are left out", () => {
  const asked = queryOf(new URLSearchParams("from=A&to=B&depart=2025-10-01&units=-1&payload=x&temp=2"));
  expect(asked).toEqual({ origin: "A", destination: "B", depart: "2025-10-01" });
});

test("a temperature may lie below zero", () => {
  expect(queryOf(new URLSearchParams("from=A&to=B&depart=2025-10-01&temp=-20,-18"))?.temp_c).toEqual([-20, -18]);
});

test("a draft and its address are one", () => {
  const draft = { from: "A", to: "B", depart: "2025-10-01", cargo: "grain" };
  const address = new URLSearchParams(
    Object.entries(addressOf(draft)).flatMap(([key, value]) => (value ? [[key, String(value)]] : [])),
  );
  expect(draftOf(address)).toEqual(draft);
});

test("an error of the server finds its field", () => {
  expect(fieldOf("query.payload_t")).toBe("payload");
  expect(fieldOf("depart")).toBe("depart");
  expect(fieldOf("seed")).toBeNull();
  expect(fieldOf(null)).toBeNull();
});

test("each cargo has its field of cooperation", () => {
  expect(tileOf("grain")).toBe("food");
  expect(tileOf(undefined)).toBe("other");
});

test("the form proposes a day in a week", () => {
  expect(inAWeek(new Date("2026-11-25T16:00:00Z"))).toBe("2026-12-02");
});
