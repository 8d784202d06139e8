import { HiddenField } from './form.tsx';
import type { Frame } from './frame.ts';
import { Icon } from './icon.tsx';
import { words } from './words.ts';

/** Who is signed in. */
export function Identity({ frame }: { frame: Frame }) {
  if (!frame.viewer) return null;
  const { name, email } = frame.viewer;
  return (
    <p class="identity" title={words(frame.locale)('signed-in-as', { email })}>
      <Icon name="user" />
      <span class="identity-words">
        {name && <span class="identity-name">{name}</span>}
        <span>{email}</span>
      </span>
    </p>
  );
}

/** On every page of someone signed in, never inside a menu alone (SE-6). */
export function SignOut({ frame }: { frame: Frame }) {
  const label = words(frame.locale)('sign-out');
  return (
    <form method="post" action="/sign-out" class="sign-out">
      <HiddenField name="form_token" value={frame.formToken} />
      <button type="submit" class="button button-quiet button-small" title={label}>
        <Icon name="sign-out" />
        <span>{label}</span>
      </button>
    </form>
  );
}
