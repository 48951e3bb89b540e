import { regionNames } from '../../shared/domain/aws/region-names.ts'
import type { Suggestion } from '../ui/suggest-field.tsx'

/** The AWS regions, as suggestions for region fields. */
export const regionSuggestions: readonly Suggestion[] = [...regionNames].map(([value, about]) => ({
  value,
  about,
}))
