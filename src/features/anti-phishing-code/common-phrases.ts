import { foldPhrase } from './fold-phrase.ts';

/**
 * What a forger would try first: the hundred that people choose when asked for a secret phrase, English and French, and the
 * examples of our own guide. Case, spaces, accents and signs play no part, nor does a digit in the place of its letter.
 */
const LIST = [
  'password | my password | password1 | passw0rd | password123 | passphrase | secret | my secret | top secret | secret code',
  'secret word | secret phrase | my code | code | my phrase | magic word | safe word | open sesame | abracadabra | swordfish',
  'anti-phishing | anti-phishing code | phishing | no phishing | security | security code | safe | secure | genuine | official',
  'trust me | it is me | verified | real mail | not spam | hello | hello world | hello there | hi there | welcome',
  'test | testing | test123 | test test | qwerty | qwertz | azerty | qwerty123 | asdf | asdfgh',
  'abc123 | abcd1234 | a1b2c3 | 1q2w3e | 1qaz2wsx | letmein | let me in | iloveyou | i love you | love',
  'monkey | dragon | sunshine | princess | football | baseball | superman | batman | pokemon | star wars',
  'summer | winter | spring | autumn | admin | administrator | user | guest | default | account',
  'mot de passe | mon mot de passe | motdepasse | mon code | mon secret | code secret | mot secret | phrase secrète | sésame | sésame ouvre-toi',
  'anti-hameçonnage | code anti-hameçonnage | hameçonnage | sécurité | bonjour | salut | coucou | bonjour le monde | je t’aime | je vous aime',
  'doudou | soleil | chouchou | loulou | chocolat | licorne | paillette | marseille | paris | france',
  'domain | my domain | domaine | mon domaine | cheval | chat noir | heron copper 58 | copper heron 58 | héron cuivre 58',
];

/** Digits that letters are written as. */
const DIGITS: Readonly<Record<string, string>> = { o: '0', i: '1', l: '1', e: '3', a: '4', s: '5', t: '7' };

export const COMMON_PHRASES: readonly string[] = LIST.flatMap((line) => line.split(' | '));
const COMMON_SPELLINGS: ReadonlySet<string> = new Set(COMMON_PHRASES.map(spellingOf));

/** Whether a phrase is one of the commonest, however it is spelt. */
export function isCommonPhrase(phrase: string): boolean {
  return COMMON_SPELLINGS.has(spellingOf(phrase));
}

function spellingOf(phrase: string): string {
  return foldPhrase(phrase).replace(/[oileast]/g, (letter) => DIGITS[letter] ?? letter);
}
