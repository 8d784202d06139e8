import { addKey } from './add-key.ts';
import { clearIpRestriction } from './clear-ip-restriction.ts';
import type { Command } from './command.ts';
import { disableUser } from './disable-user.ts';
import { doctor } from './doctor.ts';
import { doctorMail } from './doctor-mail.ts';
import { dropKey } from './drop-key.ts';
import { enableUser } from './enable-user.ts';
import { listKeys } from './list-keys.ts';
import { listMailReports } from './list-mail-reports.ts';
import { makeSecrets } from './make-secrets.ts';
import { markUserCompromised } from './mark-user-compromised.ts';
import { migrateDatabase } from './migrate-database.ts';
import { promoteKey } from './promote-key.ts';
import { resealRows } from './reseal-rows.ts';
import { serveProduct } from './serve-product.ts';
import { showMailReport } from './show-mail-report.ts';
import { unlockUser } from './unlock-user.ts';

/** Everything that can be typed after `gatehouse`, in the order of its help. */
export const COMMANDS: readonly Command[] = [
  serveProduct,
  migrateDatabase,
  doctor,
  doctorMail,
  makeSecrets,
  listKeys,
  addKey,
  promoteKey,
  resealRows,
  dropKey,
  disableUser,
  enableUser,
  markUserCompromised,
  unlockUser,
  clearIpRestriction,
  listMailReports,
  showMailReport,
];
