interface Waiting<Key, Answer> {
  key: Key;
  resolve(answer: Answer | undefined): void;
  reject(error: unknown): void;
}

/** So that one statement stays short however many ask. */
const MOST_AT_ONCE = 100;

/**
 * One question for all who ask in the same turn of the event loop: under load a look-up by key costs a fraction of a
 * statement each, and alone it costs what it did. The question is put after everybody has asked, so no answer is older than its
 * request. Answers by key; undefined where there is none. An error is everybody's who asked with it.
 */
export function askTogether<Key, Answer>(askAll: (keys: readonly Key[]) => Promise<readonly (Answer | undefined)[]>) {
  let waiting: Waiting<Key, Answer>[] = [];

  function putQuestions(): void {
    const asked = waiting;
    waiting = [];
    for (let from = 0; from < asked.length; from += MOST_AT_ONCE) void put(asked.slice(from, from + MOST_AT_ONCE));
  }

  async function put(asked: readonly Waiting<Key, Answer>[]): Promise<void> {
    try {
      const answers = await askAll(asked.map(({ key }) => key));
      for (const [index, { resolve }] of asked.entries()) resolve(answers[index]);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  return (key: Key): Promise<Answer | undefined> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(putQuestions);
      waiting.push({ key, resolve, reject });
    });
}
