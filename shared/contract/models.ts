import type * as z from 'zod'
import type { activeStateSchema } from './active.ts'
import type { snapshotSchema } from './app.ts'
import type { allowedProgramSchema } from './consent.ts'
import type { appliedSchema, fileDiffSchema, operationSchema, planSchema } from './edits.ts'
import type { handOutRuleSchema, ledgerEntrySchema, ledgerStateSchema } from './handouts.ts'
import type { historyEntrySchema, purgePlanSchema } from './history.ts'
import type { importCandidateSchema } from './imports.ts'
import type {
  chainStepSchema,
  fileProblemSchema,
  fileStatusSchema,
  profileDetailSchema,
  profileListSchema,
  profileSummarySchema,
  settingSchema,
  snippetFormatSchema,
} from './profiles.ts'
import type { sessionSchema, signInSchema } from './sessions.ts'
import type { profileReadersSchema } from './readers.ts'
import type { settingsSchema } from './settings.ts'
import type {
  stackProblemSchema,
  projectSummarySchema,
  stackDetailSchema,
  stackIdSchema,
  stackListSchema,
  stackOperationSchema,
  stackOptionSchema,
  stackSummarySchema,
} from './stack-schemas.ts'
import type { promptSchema, verifyResultSchema } from './verify.ts'

/** Types of what crosses the contract, for code that must not load zod (the page). */
export type ActiveState = z.infer<typeof activeStateSchema>
export type AllowedProgram = z.infer<typeof allowedProgramSchema>
export type Applied = z.infer<typeof appliedSchema>
export type ChainStep = z.infer<typeof chainStepSchema>
export type FileProblemView = z.infer<typeof fileProblemSchema>
export type FileDiffView = z.infer<typeof fileDiffSchema>
export type FileStatus = z.infer<typeof fileStatusSchema>
export type HistoryEntry = z.infer<typeof historyEntrySchema>
export type PurgePlan = z.infer<typeof purgePlanSchema>
export type ImportCandidate = z.infer<typeof importCandidateSchema>
export type Session = z.infer<typeof sessionSchema>
export type AccessState = Session['state']
export type SignIn = z.infer<typeof signInSchema>
export type Operation = z.infer<typeof operationSchema>
export type PlanView = z.infer<typeof planSchema>
export type ProfileDetail = z.infer<typeof profileDetailSchema>
export type ProfileReaders = z.infer<typeof profileReadersSchema>
export type ProfileList = z.infer<typeof profileListSchema>
export type ProfileSummary = z.infer<typeof profileSummarySchema>
export type Prompt = z.infer<typeof promptSchema>
export type Settings = z.infer<typeof settingsSchema>
export type SettingView = z.infer<typeof settingSchema>
export type Snapshot = z.infer<typeof snapshotSchema>
export type SnippetFormat = z.infer<typeof snippetFormatSchema>
export type VerifyResult = z.infer<typeof verifyResultSchema>
export type StackProblemView = z.infer<typeof stackProblemSchema>
export type ProjectSummary = z.infer<typeof projectSummarySchema>
export type StackDetail = z.infer<typeof stackDetailSchema>
export type StackId = z.infer<typeof stackIdSchema>
export type StackList = z.infer<typeof stackListSchema>
export type StackOperationInput = z.infer<typeof stackOperationSchema>
export type StackOptionView = z.infer<typeof stackOptionSchema>
export type StackSummary = z.infer<typeof stackSummarySchema>
/** A line of the log of hand-outs. */
export type LedgerEntryView = z.infer<typeof ledgerEntrySchema>
export type LedgerStateView = z.infer<typeof ledgerStateSchema>
export type HandOutRuleView = z.infer<typeof handOutRuleSchema>
