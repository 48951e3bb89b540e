import type { ReaderName } from './types.ts'

/** What of an answer decides whether two programs do the same. */
export interface ComparedAnswer {
  readonly works: boolean | 'unknown'
  readonly source: string
  readonly chain: readonly string[]
  readonly base?: string | undefined
  readonly role?: string | undefined
  readonly why: string
}

/** How each program is called on screen, in the order in which they stand. */
export const readerLabels: ReadonlyMap<ReaderName, string> = new Map([
  ['awsCli', 'AWS CLI, boto3'],
  ['jsSdk', 'JS SDK'],
  ['goSdk', 'Go SDK'],
  ['terraform', 'Terraform'],
  ['pulumi', 'Pulumi'],
])

/** Programs that do the same, and what they do. */
export interface SharedAnswer<A> {
  readonly label: string
  readonly answer: A
}

/** The answers without repetition: programs that take the same credentials, or fail for the same reason, stand together. */
export function sameAnswers<A extends ComparedAnswer>(
  answers: Readonly<Record<ReaderName, A>>,
): SharedAnswer<A>[] {
  const groups = new Map<string, { labels: string[]; answer: A }>()
  for (const [name, label] of readerLabels) {
    const answer = answers[name]
    const { works, source, chain, base, role, why } = answer
    const key = JSON.stringify([works, source, chain, base, role, why])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { labels: [label], answer })
    else group.labels.push(label)
  }
  return [...groups.values()].map(({ labels, answer }) => ({ label: labels.join(', '), answer }))
}

/** What the files and the environment say; nobody has been asked, so that nothing here is "valid". */
export function answerInWords({ works }: Pick<ComparedAnswer, 'works'>): string {
  if (works === 'unknown') return 'Not known'
  return works ? 'Has credentials' : 'Fails'
}
