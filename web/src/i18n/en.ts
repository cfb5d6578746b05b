import { data } from "./data/en.ts";
import { frame } from "./frame/en.ts";
import { network } from "./network/en.ts";
import { plan } from "./plan/en.ts";
import { readout } from "./readout/en.ts";
import { register } from "./register/en.ts";

export const en = { ...frame, ...plan, ...network, ...data, ...readout, ...register };
