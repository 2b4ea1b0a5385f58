import { CDI_WALKS } from './screens-cdi.ts';
import { CLINICIAN_WALKS } from './screens-clinician.ts';
import { STOP_WALKS } from './screens-stop.ts';
import { UR_WALKS } from './screens-ur.ts';
import type { Walk } from './walk.ts';

/** Every screen and state of the app, and how to get to each: what accessibility and reflow are checked on. */
export const WALKS: readonly Walk[] = [...CLINICIAN_WALKS, ...CDI_WALKS, ...UR_WALKS, ...STOP_WALKS];
