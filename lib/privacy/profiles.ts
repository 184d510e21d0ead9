import { type Policy, PRIVACY_LEVELS } from '../format/settings'
import type { Profile } from './profile'
import { DOCUMENTED_VENDORS } from './profiles/documentedVendors'
import { OPEN_VENDORS } from './profiles/openVendors'
import { createOwnProfile } from './profiles/ownProfile'
import { createVendorProfile, type VendorRules } from './profiles/vendorProfile'

/** Every vendor the preview can imitate. */
export const VENDORS: readonly VendorRules[] = [...OPEN_VENDORS, ...DOCUMENTED_VENDORS]

/** A vendor's profile, or our own where the id is none of theirs. `level` is one of the levels of whose rules they are. */
export function createProfile(id: string, policy: Policy, level?: string): Profile {
  const vendor = VENDORS.find((each) => each.id === id)
  if (vendor) return createVendorProfile(vendor, level)
  const own = PRIVACY_LEVELS.find((each) => each === level)
  return createOwnProfile(own ? { ...policy, level: own } : policy)
}
