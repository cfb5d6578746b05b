import { frame } from "./frame/en.ts";

export const en = { ...frame };
