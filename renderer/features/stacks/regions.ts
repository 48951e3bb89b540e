import type { Suggestion } from '../../ui/suggest-field.tsx'

// Region ids with their places, as the AWS General Reference lists them. Offered, never a limit.
const places = `
us-east-1 N. Virginia|us-east-2 Ohio|us-west-1 N. California|us-west-2 Oregon|ca-central-1 Montreal|ca-west-1 Calgary
eu-west-1 Ireland|eu-west-2 London|eu-west-3 Paris|eu-central-1 Frankfurt|eu-central-2 Zurich|eu-north-1 Stockholm
eu-south-1 Milan|eu-south-2 Spain|ap-south-1 Mumbai|ap-south-2 Hyderabad|ap-southeast-1 Singapore
ap-southeast-2 Sydney|ap-southeast-3 Jakarta|ap-southeast-4 Melbourne|ap-northeast-1 Tokyo|ap-northeast-2 Seoul
ap-northeast-3 Osaka|ap-east-1 Hong Kong|sa-east-1 São Paulo|mx-central-1 Mexico|af-south-1 Cape Town
me-south-1 Bahrain|me-central-1 UAE|il-central-1 Tel Aviv|us-gov-east-1 GovCloud East|us-gov-west-1 GovCloud West
cn-north-1 Beijing|cn-northwest-1 Ningxia`

export const regionSuggestions: readonly Suggestion[] = places
  .split(/[\n|]/)
  .filter((line) => line !== '')
  .map((line) => {
    const [value = '', ...about] = line.split(' ')
    return { value, about: about.join(' ') }
  })
