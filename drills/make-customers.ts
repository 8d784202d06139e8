import { Person } from './person.ts';
import { until } from './until.ts';

/** People who signed up and confirmed their address through the built-in mailbox. Each comes from a network of its own. */
export async function makeCustomers(origin: string, count: number): Promise<Person[]> {
  const people = Array.from({ length: count }, (_, i) => new Person(origin, `198.51.${100 + (i >> 8)}.${i & 255}`));
  for (let done = 0; done < count; done += 10) {
    const batch = people.slice(done, done + 10);
    await Promise.all(batch.map((person) => person.signUp()));
    for (const person of batch) await confirmFromMailbox(person);
  }
  return people;
}

async function confirmFromMailbox(person: Person): Promise<void> {
  const mail = await until(`the sign-up mail of ${person.email}`, 20_000, async () => (await mailsTo(person))[0]);
  await person.confirm(mail.text);
}

export interface MailboxMail {
  to: string;
  subject: string;
  text: string;
  headers: Record<string, string>;
}

/** The newest first, of the last five hundred. */
export async function mailsTo(person: Person): Promise<MailboxMail[]> {
  const { mails } = (await person.get('/dev/mailbox')).json as { mails: MailboxMail[] };
  return mails.filter(({ to }) => to.includes(person.email));
}
