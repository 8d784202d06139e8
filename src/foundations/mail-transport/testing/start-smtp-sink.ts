import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  /** The envelope: to whom the server was asked to deliver. */
  recipients: string[];
  sender: string;
  raw: string;
  parsed: ParsedMail;
}

export interface SmtpSink {
  port: number;
  received: ReceivedMail[];
  close(): Promise<void>;
}

/** A real SMTP server that keeps what it is given. */
export async function startSmtpSink(options: SMTPServerOptions & { port?: number } = {}): Promise<SmtpSink> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        const { mailFrom, rcptTo } = session.envelope;
        void simpleParser(raw).then((parsed) => {
          const sender = mailFrom ? mailFrom.address : '';
          received.push({
            recipients: rcptTo.map(({ address }) => address),
            sender,
            raw: raw.toString('latin1'),
            parsed,
          });
          done();
        });
      });
    },
    ...options,
  });
  // A client that refuses our certificate ends the connection; that is the test, not a failure of the server.
  server.on('error', () => {});
  const listening = server.listen(options.port ?? 0);
  await once(listening, 'listening');
  return {
    port: (listening.address() as AddressInfo).port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
