import { createHash } from 'node:crypto'
import type { NameTemplate } from '../../shared/domain/organisation/types.ts'
import { createQueue, readPrivateJson, writePrivateJson } from './private-json.ts'

/** A profile as Stackpass made it. */
export interface MadeProfile {
  readonly configFile: string
  readonly startUrl: string
  readonly accountId: string
  readonly roleName: string
  readonly name: string
}

/** What is known about a profile that we made: the name that AWS had for its account then. */
export interface MadeWith {
  readonly accountName?: string
}

/**
 * Which profiles Stackpass made from an organisation, by fingerprint, so that the user's file needs no mark. A profile that
 * was renamed by hand no longer counts: it is the user's own.
 */
export interface MadeProfiles {
  read(): Promise<ReadonlyMap<string, MadeWith>>
  /** How profiles of a session were last named. */
  template(session: string): Promise<NameTemplate | undefined>
  /** Rejects with OwnFileFailure. */
  keep(
    made: readonly (MadeProfile & { readonly accountName?: string | undefined })[],
    session: string,
    template: NameTemplate,
  ): Promise<void>
}

interface Content {
  readonly version: 1
  /** Fingerprint and account name, in the order in which they were made. */
  readonly made: readonly (readonly [string, string])[]
  readonly templates: readonly (readonly [string, NameTemplate])[]
}

const keptAtMost = 50_000
const templatesAtMost = 50

export function fingerprintOfMade({ configFile, startUrl, accountId, roleName, name }: MadeProfile): string {
  const text = JSON.stringify([configFile, startUrl, accountId, roleName, name])
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isOptional = (value: unknown, is: (value: unknown) => boolean): boolean =>
  value === undefined || is(value)

function isTemplate(value: unknown): value is NameTemplate {
  if (typeof value !== 'object' || value === null) return false
  const { text, trim, case: letters, separator } = value as Record<string, unknown>
  return (
    isText(text) &&
    isOptional(trim, (list) => Array.isArray(list) && list.every(isText)) &&
    isOptional(letters, (one) => ['keep', 'lower', 'upper'].includes(one as string)) &&
    isOptional(separator, isText)
  )
}

function isPair<T>(value: unknown, isSecond: (value: unknown) => value is T): value is [string, T] {
  return Array.isArray(value) && value.length === 2 && isText(value[0]) && isSecond(value[1])
}

export function createMadeProfiles(file: string): MadeProfiles {
  const inTurn = createQueue()

  /** A missing or damaged file knows none: then nothing counts as ours, and nothing is removed. */
  async function load(): Promise<Content> {
    const { version, made, templates } = ((await readPrivateJson(file)) ?? {}) as Record<string, unknown>
    const isOurs = version === 1
    return {
      version: 1,
      made: isOurs && Array.isArray(made) ? made.filter((one) => isPair(one, isText)) : [],
      templates: isOurs && Array.isArray(templates) ? templates.filter((one) => isPair(one, isTemplate)) : [],
    }
  }

  return {
    async read() {
      const { made } = await load()
      return new Map(made.map(([print, accountName]) => [print, accountName === '' ? {} : { accountName }]))
    },
    template: async (session) => new Map((await load()).templates).get(session),
    keep: (profiles, session, template) =>
      inTurn(async () => {
        const { made, templates } = await load()
        const all = new Map(made)
        for (const profile of profiles) {
          const print = fingerprintOfMade(profile)
          all.delete(print)
          all.set(print, profile.accountName ?? '')
        }
        const content: Content = {
          version: 1,
          made: [...all].slice(-keptAtMost),
          templates: [...templates.filter(([id]) => id !== session), [session, template] as const].slice(
            -templatesAtMost,
          ),
        }
        await writePrivateJson(file, content)
      }),
  }
}
