export { stampedRows } from './stamped-rows.ts';
