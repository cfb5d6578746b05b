import { frame } from "./frame/ru.ts";
import type { Catalogue } from "./index.ts";

export const ru: Catalogue = { ...frame };
