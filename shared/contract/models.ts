import type * as z from 'zod'
import type { activeStateSchema } from './active.ts'
import type { snapshotSchema } from './app.ts'
import type { appliedSchema, fileDiffSchema, operationSchema, planSchema } from './edits.ts'
import type { historyEntrySchema } from './history.ts'
import type { importCandidateSchema } from './imports.ts'
import type {
  chainStepSchema,
  diagnosticSchema,
  fileStatusSchema,
  profileDetailSchema,
  profileListSchema,
  profileSummarySchema,
  settingSchema,
  snippetFormatSchema,
} from './profiles.ts'
import type { settingsSchema } from './settings.ts'
import type { promptSchema, verifyResultSchema } from './verify.ts'

/** Types of what crosses the contract, for code that must not load zod (the page). */
export type ActiveState = z.infer<typeof activeStateSchema>
export type Applied = z.infer<typeof appliedSchema>
export type ChainStep = z.infer<typeof chainStepSchema>
export type DiagnosticView = z.infer<typeof diagnosticSchema>
export type FileDiffView = z.infer<typeof fileDiffSchema>
export type FileStatus = z.infer<typeof fileStatusSchema>
export type HistoryEntry = z.infer<typeof historyEntrySchema>
export type ImportCandidate = z.infer<typeof importCandidateSchema>
export type Operation = z.infer<typeof operationSchema>
export type PlanView = z.infer<typeof planSchema>
export type ProfileDetail = z.infer<typeof profileDetailSchema>
export type ProfileList = z.infer<typeof profileListSchema>
export type ProfileSummary = z.infer<typeof profileSummarySchema>
export type Prompt = z.infer<typeof promptSchema>
export type Settings = z.infer<typeof settingsSchema>
export type SettingView = z.infer<typeof settingSchema>
export type Snapshot = z.infer<typeof snapshotSchema>
export type SnippetFormat = z.infer<typeof snippetFormatSchema>
export type VerifyResult = z.infer<typeof verifyResultSchema>
