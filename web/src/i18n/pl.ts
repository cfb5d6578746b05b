import { frame } from "./frame/pl.ts";
import type { Catalogue } from "./index.ts";

export const pl: Catalogue = { ...frame };
