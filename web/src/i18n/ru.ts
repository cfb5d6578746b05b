import { data } from "./data/ru.ts";
import { frame } from "./frame/ru.ts";
import type { Catalogue } from "./index.ts";
import { network } from "./network/ru.ts";
import { plan } from "./plan/ru.ts";
import { readout } from "./readout/ru.ts";
import { register } from "./register/ru.ts";

export const ru: Catalogue = { ...frame, ...plan, ...network, ...data, ...readout, ...register };
