import type { StackId } from '../../../shared/contract/models.ts'
export function StackDetailScreen({ id }: { readonly id: StackId }) {
  return <p>{id.stack}</p>
}
