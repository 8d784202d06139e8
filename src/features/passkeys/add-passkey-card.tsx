import type { Visit } from '../../foundations/http/index.ts';
import { Card, Details, Field, PasskeyForm } from '../../ui/index.ts';
import { words } from './words.ts';

interface Props {
  visit: Pick<Visit, 'locale' | 'formToken'>;
  isFirst: boolean;
  /** Passkeys alone: nothing would ask for a second step. */
  only: boolean;
  /** For the guide, with all that can be opened open. */
  picture?: boolean;
}

/** Two ways, told apart by the person: a passkey, or a key that browsers do not take as one (docs/decisions/0039). */
export function AddCard({ visit, isFirst, only, picture = false }: Props) {
  const t = words(visit.locale);
  return (
    <Card title={t(isFirst ? 'add-first-title' : 'add-title')} intro={t('add-intro')} id="add">
      <AddForm visit={visit} besidePassword={false} picture={picture} />
      {!only && (
        <Details summary={t('key-summary')} open={picture}>
          <p>{t('key-text')}</p>
          <AddForm visit={visit} besidePassword picture={picture} />
        </Details>
      )}
    </Card>
  );
}

function AddForm({
  visit,
  besidePassword,
  picture,
}: Pick<Props, 'visit'> & { besidePassword: boolean; picture: boolean }) {
  const t = words(visit.locale);
  return (
    <PasskeyForm
      locale={visit.locale}
      ceremony="create"
      options="/security/passkeys/options"
      action="/security/passkeys"
      token={visit.formToken}
      submit={t(besidePassword ? 'key-add' : 'add')}
      submitTone={besidePassword ? 'quiet' : undefined}
      ask={{ besidePassword }}
      picture={picture}
    >
      <Field
        label={t('name')}
        name="name"
        id={besidePassword ? 'new-key-name' : 'new-passkey-name'}
        hint={t(besidePassword ? 'key-name-hint' : 'name-hint')}
        optional={t('optional')}
        maxlength={50}
      />
    </PasskeyForm>
  );
}
