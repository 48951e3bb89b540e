import { type ReaderName, readerNames } from './types.ts'

/** The part of an answer that decides whether two programs do the same. */
export interface ComparedAnswer {
  readonly works: boolean | 'unknown'
  readonly source: string
  readonly chain: readonly string[]
  readonly base?: string | undefined
  readonly role?: string | undefined
  readonly why: string
}

/** The name of each program on screen, in display order. */
export const readerLabels: ReadonlyMap<ReaderName, string> = new Map([
  ['awsCli', 'AWS CLI, boto3'],
  ['jsSdk', 'JS SDK'],
  ['goSdk', 'Go SDK'],
  ['terraform', 'Terraform'],
  ['pulumi', 'Pulumi'],
])

/** One program in a sentence. */
export function nameOf(reader: ReaderName): string {
  return reader === 'awsCli' ? 'AWS CLI' : (readerLabels.get(reader) ?? reader)
}

/** What was proved, and for which tool. */
export function validAs(as: ReaderName): string {
  return `Valid, as ${nameOf(as)}`
}

/** Several programs on screen. */
export function labelOf(readers: readonly ReaderName[]): string {
  return readers.map((name) => readerLabels.get(name)).join(', ')
}

/** Programs that do the same, and what they do. */
export interface SharedAnswer<A> {
  readonly readers: readonly ReaderName[]
  readonly label: string
  readonly answer: A
}

/** The answers without repetition: groups programs that take the same credentials, or fail for the same reason. */
export function sameAnswers<A extends ComparedAnswer>(
  answers: Readonly<Partial<Record<ReaderName, A>>>,
): SharedAnswer<A>[] {
  const groups = new Map<string, { readers: ReaderName[]; answer: A }>()
  for (const name of readerNames) {
    const answer = answers[name]
    if (answer === undefined) continue
    const { works, source, chain, base, role, why } = answer
    const key = JSON.stringify([works, source, chain, base, role, why])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { readers: [name], answer })
    else group.readers.push(name)
  }
  return [...groups.values()].map(({ readers, answer }) => ({ readers, label: labelOf(readers), answer }))
}

/** What the files and the environment say; nobody has been asked, so nothing here is "valid". */
export function answerInWords({ works }: Pick<ComparedAnswer, 'works'>): string {
  if (works === 'unknown') return 'Not known'
  return works ? 'Has credentials' : 'Fails'
}
