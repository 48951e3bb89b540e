import { Composer, Parser, type Document, type ParsedNode } from 'yaml'
import { fail, ok, type Result } from '../../../result.ts'
import { lineCounter } from '../text/lines.ts'
import { buildTree } from './build-tree.ts'
import { checkDepth } from './limits.ts'
import { parsePlainYaml } from './plain-yaml.ts'
import type { ParsedFile } from './types.ts'

/** Line ends that the Pulumi CLI's parser knows and YAML 1.2 does not: the two would see different lines. */
const foreignLineEnd = /\r(?!\n)|[\u0085\u2028\u2029]/

/**
 * Parses YAML text for editing. Refuses what the Pulumi CLI refuses (syntax, tabs as indentation, conflict markers,
 * duplicate keys, `%YAML` other than 1.1) and what it would damage on its next save (several documents).
 * Errors: YamlInvalid, DuplicateKey, YamlVersionUnsupported, SeveralDocuments, YamlTooLarge.
 */
export function parseYaml(text: string, markBytes: 0 | 3): Result<ParsedFile> {
  const plain = parsePlainYaml(text)
  return plain === undefined
    ? parseAnyYaml(text, markBytes)
    : ok({ format: 'yaml', text, markBytes, root: plain })
}

/** The same by the parser alone, for text that is not of the plainest kind. */
export function parseAnyYaml(text: string, markBytes: 0 | 3): Result<ParsedFile> {
  const early = refuseEarly(text)
  if (early) return early
  const depth = checkDepth(text)
  if (!depth.ok) return depth
  const composer = new Composer({
    version: '1.2',
    schema: 'failsafe',
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
  })
  const composed = composeTwo(composer, text)
  if (!composed.ok) return composed
  const [first, second] = composed.value
  if (!first) return ok({ format: 'yaml', text, markBytes, root: undefined })
  if (second) {
    return fail('SeveralDocuments', 'The file holds more than one YAML document.', {
      reason: 'The Pulumi CLI reads the first and deletes the others when it saves.',
      remedy: 'Keep one document per file.',
      line: lineCounter(text)(second.range[0]),
    })
  }
  const root = buildTree(first.contents, text)
  return root.ok ? ok({ format: 'yaml', text, markBytes, root: root.value }) : root
}

/** Carries the first problem out of the composer; never leaves this file. */
class Problem extends Error {
  readonly offset: number
  constructor(offset: number, message: string) {
    super(message)
    this.offset = offset
  }
}

type Source = number | { readonly offset: number }

/**
 * The first two documents: more cannot change the answer, and would only cost memory. It ends at the first problem,
 * because for a file that is not YAML, the composer would go on and make an error object, at some 10 µs each, of every character.
 */
function composeTwo(composer: Composer, text: string): Result<Document.Parsed<ParsedNode>[]> {
  const documents: Document.Parsed<ParsedNode>[] = []
  let isFirst = true
  let problem: Problem | undefined
  Object.assign(composer, {
    onError(source: Source | readonly number[], _code: string, message: string, isWarning?: boolean) {
      if (isWarning === true) return
      const offset = typeof source === 'number' ? source : 'offset' in source ? source.offset : source[0]
      // The composer catches it at each level on the way out, and comes here again with the place of that level.
      problem ??= new Problem(offset ?? 0, message)
      throw problem
    },
  })
  try {
    for (const token of new Parser().parse(text)) {
      if (token.type === 'error') return syntaxError(text, token.offset, token.message)
      if (token.type === 'directive' && isFirst) {
        const version = /^%YAML[ \t]+(\S+)/.exec(token.source)?.[1]
        if (version !== undefined && version !== '1.1') return otherVersion(version)
      }
      if (token.type === 'document') isFirst = false
      documents.push(...composer.next(token))
      if (documents.length >= 2) return ok(documents)
    }
    return ok([...documents, ...composer.end()])
  } catch (error) {
    if (error instanceof Problem) return syntaxError(text, error.offset, error.message)
    throw error
  }
}

function otherVersion(version: string): ReturnType<typeof fail> {
  return fail('YamlVersionUnsupported', `The file asks for YAML ${version}.`, {
    reason: 'The Pulumi CLI reads YAML 1.1 only and cannot load this file.',
    remedy: 'Remove the %YAML line.',
    line: 1,
  })
}

function refuseEarly(text: string): ReturnType<typeof fail> | undefined {
  const foreign = foreignLineEnd.exec(text)
  if (foreign) {
    return fail('YamlInvalid', 'The file has a line ending that YAML parsers disagree about.', {
      reason: 'It is a lone carriage return or a Unicode line separator.',
      remedy: 'Save the file with LF or CRLF line endings.',
      line: lineCounter(text)(foreign.index),
    })
  }
  const nul = text.indexOf('\0')
  if (nul >= 0) return syntaxError(text, nul, 'the file holds a NUL character')
  const marker = /^<{7}[ \r\n]/m.exec(text)
  if (marker && /^>{7}[ \r\n]/m.test(text)) {
    return fail('YamlInvalid', 'The file has unresolved merge conflict markers.', {
      reason: 'It contains lines of both sides, and nobody has chosen between them yet.',
      remedy: 'Resolve the conflict first.',
      line: lineCounter(text)(marker.index),
    })
  }
  return undefined
}

function syntaxError(text: string, offset: number, reason: string): ReturnType<typeof fail> {
  return fail('YamlInvalid', 'The file is not valid YAML.', {
    reason,
    remedy: 'Correct the line; the Pulumi CLI cannot read it either.',
    line: lineCounter(text)(offset),
  })
}
