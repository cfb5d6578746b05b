import { data } from "./data/pl.ts";
import { frame } from "./frame/pl.ts";
import type { Catalogue } from "./index.ts";
import { network } from "./network/pl.ts";
import { plan } from "./plan/pl.ts";
import { readout } from "./readout/pl.ts";
import { register } from "./register/pl.ts";

export const pl: Catalogue = { ...frame, ...plan, ...network, ...data, ...readout, ...register };
