// The facts of the form, section by section, and how each is filled in.

export type Control = "text" | "long" | "list" | "choice" | "choices" | "number" | "date" | "phone";

export interface Field {
  key: string;
  control: Control;
  /** Takes a whole row of the form. */
  wide?: boolean;
  max?: number;
  min?: number;
}

export const BASICS: readonly Field[] = [
  { key: "name", control: "text", wide: true },
  { key: "kind", control: "choice" },
  { key: "area", control: "choice" },
  { key: "unit", control: "choice" },
  { key: "builder", control: "choice" },
  { key: "host", control: "text" },
  { key: "aliases", control: "list" },
  { key: "address", control: "text", wide: true },
];

export const MORE: readonly Field[] = [
  { key: "access", control: "choices" },
  { key: "serves", control: "list" },
  { key: "seats", control: "number", min: 0, max: 1000 },
  { key: "floor_area_m2", control: "number", min: 0, max: 100_000 },
  { key: "stars", control: "number", min: 1, max: 5 },
  { key: "tags", control: "choices" },
  { key: "opened_on", control: "date" },
  { key: "verified_on", control: "date" },
];

export const CONTACT: readonly Field[] = [
  { key: "phone", control: "phone" },
  { key: "manager", control: "text" },
  { key: "manager_phone", control: "phone" },
  { key: "note", control: "long", wide: true },
];

/** The facts that several stations can be given at once. */
export const IN_BULK: readonly Field[] = [
  ...BASICS.filter(({ key }) => ["kind", "area", "unit", "builder"].includes(key)),
  ...MORE.filter(({ key }) => key !== "seats" && key !== "floor_area_m2"),
  ...CONTACT.filter(({ key }) => key !== "note"),
];

/** Who riders say they are: offered, not prescribed. */
export const SERVES_OFFERED = ["快递员", "外卖骑手", "网约车司机", "环卫工人", "货车司机", "家政服务员", "保安员"];
