import type { Child } from 'hono/jsx';
import type { Locale } from '../foundations/i18n/index.ts';
import { Button, type ButtonTone } from './button.tsx';
import { HiddenField } from './form.tsx';
import { words } from './words.ts';

interface Props {
  locale: Locale;
  ceremony: 'create' | 'get';
  /** The door that gives the options. */
  options: string;
  /** The door that takes the credential, as a field of this form. */
  action: string;
  /** `visit.formToken` (SE-10). */
  token: string;
  submit: string;
  submitTone?: ButtonTone | undefined;
  /** Offers passkeys in the page's field for the user name, before any button is pressed. */
  autofill?: boolean | undefined;
  /** Sent with the request for options. */
  ask?: Readonly<Record<string, boolean>> | undefined;
  layout?: 'stack' | 'full' | undefined;
  /** Shown in the guide: as it is where a script runs. */
  picture?: boolean | undefined;
  children?: Child;
}

const SAID = [
  'asking',
  'device',
  'sending',
  'cancelled',
  'timed-out',
  'already',
  'wrong-place',
  'no-device',
  'failed',
] as const;

/**
 * A form whose field is a passkey's answer. Only a script can ask for one: without it the page says so, and the password's
 * form is there. Each way in which it can fail has its words (issue: passkeys).
 */
export function PasskeyForm(props: Props) {
  const { locale, ceremony, options, action, token, submit, submitTone, layout = 'stack' } = props;
  const t = words(locale);
  const said = Object.fromEntries(SAID.map((word) => [`data-say-${word}`, t(`passkey-${word}`)]));
  const { picture = false } = props;
  return (
    <passkey-form
      data-ceremony={ceremony}
      data-options={options}
      data-ask={JSON.stringify(props.ask ?? {})}
      data-autofill={props.autofill ? '' : undefined}
      {...said}
    >
      {!picture && <p class="hint passkey-no-script">{t('passkey-no-script')}</p>}
      <p class="hint passkey-unsupported" hidden>
        {t('passkey-unsupported')}
      </p>
      <div class="passkey-ready" hidden={!picture}>
        <busy-form>
          <form class={`form form-${layout}`} method="post" action={action} novalidate>
            <HiddenField name="form_token" value={token} />
            <HiddenField name="credential" value="" />
            {props.children}
            <div class="form-foot">
              <Button tone={submitTone} icon="key">
                {submit}
              </Button>
            </div>
          </form>
        </busy-form>
        <p class="hint passkey-progress" role="status" />
        <p class="field-error passkey-error" role="alert" />
      </div>
    </passkey-form>
  );
}

interface Accepted {
  rpId: string;
  userId: string;
  name: string;
  displayName: string;
  /** Every credential of the user that we still know. */
  accepted: readonly string[];
}

/** Tells the browser's password managers which passkeys still count, and what their user is called (WA §5.1.10). */
export function PasskeySignal({ rpId, userId, name, displayName, accepted }: Accepted) {
  return (
    <passkey-signal
      data-rp={rpId}
      data-user={userId}
      data-name={name}
      data-display-name={displayName}
      data-accepted={accepted.join(' ')}
      hidden
    />
  );
}

/** Tells them that one is unknown to us. For whoever is not signed in: names nobody (PK-15). */
export function UnknownPasskeySignal({ rpId, credentialId }: { rpId: string; credentialId: string }) {
  return <passkey-signal data-rp={rpId} data-unknown={credentialId} hidden />;
}
