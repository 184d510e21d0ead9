import { expect, it } from 'vitest'
import { looksGenerated } from './looksGenerated'

it.each([
  ':r1:',
  '«r3»',
  'radix-:r1:',
  'radix-12',
  'react-aria1234',
  'react-select-2-input',
  'headlessui-menu-button-1',
  'mat-input-3',
  'mui-5',
  'ember42',
  'input-12',
  'dxvo8T8=',
  'stEZKPQ=',
  'a8f3c2d1-77aa-4b1c-9f7e-0d9be2a4c001',
  '5f2b9c0ad1e4',
  'css-1q8w2e3',
  'xK9mP2',
  'item-48213',
])('takes %s for made up', (name) => expect(looksGenerated(name)).toBe(true))

it.each([
  'email',
  'card-number',
  'placeOrder',
  'user.name',
  'address-line1',
  'line2',
  'h1',
  'step-2',
  'swagger-ui',
  'operations-default-addPlant',
  'billing_zip',
  'inputEmail',
  'oauth2-login',
  'utf8',
  'checkbox',
  'P1',
])('takes %s for a name that stays', (name) => expect(looksGenerated(name)).toBe(false))
