import type { Child } from 'hono/jsx';
import { LIGHT } from './mail-colours.ts';
import { MONO, SANS } from './mail-style.ts';

const TITLE = `margin:0 0 8px;${SANS};font-size:22px;line-height:28px;font-weight:700;color:${LIGHT.text}`;
const TEXT = `margin:0 0 16px;${SANS};font-size:15px;line-height:23px;color:${LIGHT.text}`;
const SMALL = `margin:0 0 8px;${SANS};font-size:13px;line-height:19px;color:${LIGHT.muted}`;
const NOTE = `${SANS};font-size:14px;line-height:21px`;
const CELL = `padding:6px 0;${SANS};font-size:14px;line-height:20px;vertical-align:top;text-align:left`;
const LABEL = `${CELL};width:130px;padding-right:16px;font-weight:400;color:${LIGHT.muted}`;
const VALUE = `${CELL};color:${LIGHT.text};word-break:break-word;overflow-wrap:anywhere`;
const CODE = `margin:0 0 16px;${MONO};font-size:24px;line-height:32px;font-weight:700;letter-spacing:2px;color:${LIGHT.text}`;

export function MailTitle({ children }: { children?: Child }) {
  return (
    <h1 class="m-text" style={TITLE}>
      {children}
    </h1>
  );
}

export function MailText({ children }: { children?: Child }) {
  return (
    <p class="m-text" style={TEXT}>
      {children}
    </p>
  );
}

export function MailSmall({ children }: { children?: Child }) {
  return (
    <p class="m-muted" style={SMALL}>
      {children}
    </p>
  );
}

/** Labelled facts; on a phone the label stands above its value. A value may be long or foreign: it wraps anywhere. */
export function MailFacts({ rows }: { rows: readonly (readonly [label: string, value: Child])[] }) {
  return (
    <table border={0} cellpadding="0" cellspacing="0" width="100%" style="margin:8px 0 20px;border-collapse:collapse">
      <tbody>
        {rows.map(([label, value]) => (
          <tr>
            <th class="m-label m-muted" scope="row" style={LABEL}>
              {label}
            </th>
            <td class="m-value m-text" style={VALUE}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A code to be read and typed. */
export function MailCode({ value }: { value: string }) {
  return (
    <p class="m-text" style={CODE}>
      {value}
    </p>
  );
}

/** A link that looks like a button. It only opens a page: acting needs a POST from there (RC-6). */
export function MailButton({
  href,
  label,
  tone = 'primary',
}: {
  href: string;
  label: string;
  tone?: 'primary' | 'danger';
}) {
  const [colour, ink] = tone === 'danger' ? [LIGHT.danger, LIGHT.onDanger] : [LIGHT.primary, LIGHT.onPrimary];
  return (
    <table class="m-wide" role="presentation" border={0} cellpadding="0" cellspacing="0" style="margin:4px 0 20px">
      <tbody>
        <tr>
          <td class={`m-${tone}`} style={`border-radius:8px;background-color:${colour}`}>
            <a
              class={`m-button m-${tone}`}
              href={href}
              style={`display:inline-block;padding:12px 20px;border-radius:8px;background-color:${colour};${SANS};font-size:15px;line-height:22px;font-weight:600;color:${ink};text-decoration:none`}
            >
              {label}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

export function MailLink({ href, children }: { href: string; children?: Child }) {
  return (
    <a class="m-accent" href={href} style={`color:${LIGHT.accent};text-decoration:underline`}>
      {children}
    </a>
  );
}

/** Something to know or to do beside what the mail is about. Outlined: the tinted box is the anti-phishing code’s alone. */
export function MailNote({ label, children }: { label: string; children?: Child }) {
  return (
    <table role="presentation" border={0} cellpadding="0" cellspacing="0" width="100%" style="margin:4px 0 20px">
      <tbody>
        <tr>
          <td class="m-note" style={`padding:13px 17px;border:1px solid ${LIGHT.edge};border-radius:10px`}>
            <p class="m-text" style={`margin:0 0 2px;${NOTE};font-weight:600;color:${LIGHT.text}`}>
              {label}
            </p>
            <p class="m-text" style={`margin:0;${NOTE};color:${LIGHT.text}`}>
              {children}
            </p>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** The tinted box: a label, what it shows, what that means. */
export function MailBox({ label, value, children }: { label: string; value?: string; children?: Child }) {
  return (
    <table role="presentation" border={0} cellpadding="0" cellspacing="0" width="100%" style="margin:4px 0 20px">
      <tbody>
        <tr>
          <td class="m-box" style={`padding:16px 18px;border-radius:10px;background-color:${LIGHT.box}`}>
            <p
              class="m-muted"
              style={`margin:0;${SANS};font-size:13px;line-height:19px;font-weight:600;color:${LIGHT.muted}`}
            >
              {label}
            </p>
            {value === undefined ? null : (
              <p
                class="m-text"
                dir="auto"
                style={`margin:4px 0;${MONO};font-size:19px;line-height:27px;font-weight:700;color:${LIGHT.text};text-align:left;word-break:break-word;overflow-wrap:anywhere;white-space:pre-wrap`}
              >
                {value}
              </p>
            )}
            <p class="m-muted" style={`margin:2px 0 0;${SANS};font-size:13px;line-height:19px;color:${LIGHT.muted}`}>
              {children}
            </p>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
