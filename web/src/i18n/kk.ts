import { data } from "./data/kk.ts";
import { frame } from "./frame/kk.ts";
import type { Catalogue } from "./index.ts";
import { network } from "./network/kk.ts";
import { plan } from "./plan/kk.ts";
import { readout } from "./readout/kk.ts";
import { register } from "./register/kk.ts";

export const kk: Catalogue = { ...frame, ...plan, ...network, ...data, ...readout, ...register };
