export { stateBefore } from './state-before.ts';
