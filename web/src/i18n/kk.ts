import { frame } from "./frame/kk.ts";
import type { Catalogue } from "./index.ts";

export const kk: Catalogue = { ...frame };
