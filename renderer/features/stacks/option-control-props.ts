import type { StackOptionView } from '../../../shared/contract/models.ts'
import type { Value } from './option-values.ts'

type Nested = StackOptionView['nested'][number]

/** The properties of every control of an option, or of a part of one. */
export interface ControlProps {
  readonly id: string
  readonly label: string
  readonly type: string
  readonly rule?: string | undefined
  readonly values?: readonly string[] | undefined
  readonly nested?: readonly Nested[] | undefined
  /** The value that applies when it is not set. */
  readonly fallback?: string | undefined
  readonly value: Value | undefined
  readonly set: (value: Value) => void
  readonly invalid: boolean
  readonly describedBy: string
  /** The command that stores a secret property, with the index if it is in a list. */
  readonly secretCommand?: ((property: string, index?: number) => string) | undefined
  /** Names that the control can offer, such as the services of endpoints. */
  readonly offers?: readonly string[] | undefined
}
