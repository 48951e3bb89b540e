import * as z from 'zod'
import { fileKind, instant, nothing, profileName, sectionKind, warningSchema } from './common.ts'
import { command } from './method.ts'

const entry = z.strictObject({ key: z.string(), value: z.string() })
const section = sectionKind.optional()
const line = z.int().positive()

const lineFixes = [
  'moveInlineComment',
  'removeDuplicateKey',
  'mergeDuplicateSection',
  'plainHeader',
  'fixProfilePrefix',
  'lowerCaseKey',
  'closeHeader',
  'equalsSign',
  'commentOut',
] as const

const fileFix = z.union([
  z.strictObject({ kind: z.literal('removeByteOrderMark') }),
  z.strictObject({ kind: z.enum(lineFixes), line }),
  z.strictObject({ kind: z.literal('setValue'), line, value: z.string() }),
  z.strictObject({ kind: z.literal('renameKey'), line, key: z.string() }),
])

/** The operations of shared/domain/aws/types.ts. `file` names one file where the rules would choose another. */
export const operationSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('set'),
    profile: profileName,
    key: z.string(),
    value: z.string(),
    section,
    file: fileKind.optional(),
  }),
  z.strictObject({
    type: z.literal('unset'),
    profile: profileName,
    key: z.string(),
    section,
    file: fileKind.optional(),
  }),
  z.strictObject({
    type: z.literal('setMany'),
    profile: profileName,
    entries: z.array(entry),
    /** Keys to remove in the same edit. */
    unset: z.array(z.string()).optional(),
    section,
  }),
  z.strictObject({ type: z.literal('addProfile'), name: z.string(), entries: z.array(entry), section }),
  z.strictObject({
    type: z.literal('renameProfile'),
    from: profileName,
    to: z.string(),
    updateReferences: z.boolean().optional(),
    section,
  }),
  z.strictObject({ type: z.literal('duplicateProfile'), from: profileName, to: z.string() }),
  z.strictObject({ type: z.literal('deleteProfile'), name: profileName, section }),
  z.strictObject({ type: z.literal('setActiveDefault'), profile: profileName }),
  z.strictObject({ type: z.literal('fix'), file: fileKind, fix: fileFix }),
])

const diffLine = z.object({
  type: z.enum(['context', 'add', 'remove']),
  oldLine: z.number().optional(),
  newLine: z.number().optional(),
  /** Secrets are masked; `edits.reveal` shows one. */
  text: z.string(),
  secret: z.boolean().optional(),
  /** Character ranges of `text` that differ from the paired line. */
  changed: z.array(z.tuple([z.number(), z.number()])).optional(),
  /** The last line, when it does not end in a line break and that matters. */
  noLineBreak: z.boolean().optional(),
})

export const fileDiffSchema = z.object({
  label: z.string(),
  path: z.string(),
  created: z.boolean(),
  deleted: z.boolean(),
  added: z.number(),
  removed: z.number(),
  hunks: z.array(z.object({ linesAbove: z.number(), lines: z.array(diffLine) })),
  linesBelow: z.number(),
  /** Added and removed lines that a very long diff leaves out. */
  omitted: z.number().optional(),
})

export const planSchema = z.object({
  planId: z.string(),
  summary: z.string(),
  files: z.array(fileDiffSchema),
  warnings: z.array(warningSchema),
  /** Profiles whose source_profile (or the like) is touched or would dangle. */
  references: z.array(z.object({ profile: z.string(), key: z.string() })),
  /** Profiles that would sign in with other keys; `verify.plan` asks AWS about these before anything is written. */
  newKeys: z.array(z.string()).optional(),
  /** Pulumi stacks that name a renamed or deleted profile; absent when the plan renames and deletes none. */
  stacks: z.array(z.object({ project: z.string(), stack: z.string(), label: z.string() })).optional(),
})

export const appliedSchema = z.object({
  historyId: z.string(),
  summary: z.string(),
  files: z.array(
    z.object({
      label: z.string(),
      path: z.string(),
      /** The bytes went into the file itself, which is mounted or linked, or in a folder that cannot be written. */
      inPlace: z.literal(true).optional(),
    }),
  ),
  /** True when another program had changed a file meanwhile and the edit was made again on top of that. */
  rebased: z.boolean(),
  at: instant,
})

export const editMethods = {
  'edits.plan': command(
    'Plan changes to the shared files and return the diff; writes nothing',
    z.strictObject({
      operations: z.array(operationSchema).min(1),
      summary: z.string().optional(),
      /** Whether stacks that name a renamed or deleted profile change with it. Default: leave. */
      stacks: z.enum(['follow', 'leave']).optional(),
    }),
    planSchema,
  ),
  'edits.planRepairs': command(
    'Plan all repairs that the problems in the shared files offer, up to 200, and return the diff; writes nothing',
    nothing,
    planSchema,
  ),
  'edits.apply': command(
    'Write a plan: locked, backed up, atomic, read back',
    z.strictObject({ planId: z.string() }),
    appliedSchema,
  ),
  'edits.discard': command('Forget a plan', z.strictObject({ planId: z.string() }), nothing),
  'edits.reveal': command(
    'Show one masked line of a plan',
    z.strictObject({ planId: z.string(), path: z.string(), side: z.enum(['old', 'new']), line }),
    z.object({ text: z.string() }),
  ),
}
