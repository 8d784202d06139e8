import { countDown } from './count-down.ts';
import { defineElements } from './define-elements.ts';
import { sessionClock } from './session-clock.ts';
import { stepUp } from './step-up.ts';

/** A script of its own, for pages of somebody who is signed in. */
defineElements({ 'count-down': countDown, 'session-clock': sessionClock, 'step-up': stepUp });
