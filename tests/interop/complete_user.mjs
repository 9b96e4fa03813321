// A user of whom every standard claim is known (OpenID Connect Core §5.1).

/** The claims of the scope `profile` that an administrator sets. */
export const profile = {
  name: 'Ada King, Countess of Lovelace',
  family_name: 'King',
  given_name: 'Ada',
  middle_name: 'Augusta',
  nickname: 'Enchantress',
  profile: 'https://example.org/ada',
  picture: 'https://example.org/ada.png',
  website: 'https://ada.example.org',
  gender: 'female',
  birthdate: '1815-12-10',
  zoneinfo: 'Europe/London',
  locale: 'en-GB',
};

export const address = {
  formatted: '12 St James’s Square\nLondon SW1Y 4JH',
  street_address: '12 St James’s Square',
  locality: 'London',
  region: 'Greater London',
  postal_code: 'SW1Y 4JH',
  country: 'United Kingdom',
};

/** scope → the names of its claims. */
export const claimsOf = {
  profile: [...Object.keys(profile), 'preferred_username', 'updated_at'].sort(),
  email: ['email', 'email_verified'],
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified'],
};

/** Adds that user under a name. */
export function addCompleteUser(chancery, username) {
  const claims = {
    ...profile,
    address: JSON.stringify(address),
    phone_number: '+44 20 7946 0018',
    phone_number_verified: 'true',
  };
  const flags = Object.entries(claims).flatMap(([name, value]) => ['--claim', `${name}=${value}`]);
  return chancery.addUser(username, '--verified', ...flags);
}
