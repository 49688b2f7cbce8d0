package org.keyferry.origin.address;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyferry.origin.address.Address.Fixed;
import org.keyferry.origin.address.Address.Index;

/** Documents that are no feed's. */
final class MetaAddresses {
  private static final Pattern VERSIONED = Pattern.compile("configuration|authorities");
  private static final Pattern CURRENT =
      Pattern.compile("(configuration|authorities|signing-keys)(\\.jws)?");

  private MetaAddresses() {}

  static Address of(List<String> parts) {
    if (parts.size() == 1) {
      return current(parts.getFirst());
    }
    if (parts.size() != 2 || !VERSIONED.matcher(parts.getFirst()).matches()) {
      return Addresses.NOWHERE;
    }
    String plain = Addresses.withoutToken(parts.get(1));
    String token = parts.get(1).substring(plain.length());
    boolean signed = plain.endsWith(Addresses.SIGNED);
    String version = signed ? plain.substring(0, plain.length() - Addresses.SIGNED.length()) : plain;
    return Addresses.NUMBER.matcher(version).matches()
        ? new Fixed(
            List.of(
                "meta/"
                    + parts.getFirst()
                    + "/"
                    + version
                    + (signed ? Addresses.SIGNED : ".json")
                    + token),
            Optional.empty(),
            Optional.empty())
        : Addresses.NOWHERE;
  }

  private static Address current(String name) {
    if (name.equals("signing-keys.pem")) {
      return new Index("meta/" + name, Optional.empty());
    }
    return CURRENT.matcher(name).matches()
        ? new Index(
            "meta/" + (name.endsWith(Addresses.SIGNED) ? name : name + ".json"), Optional.empty())
        : Addresses.NOWHERE;
  }

  static Address wellKnown(List<String> parts) {
    return parts.size() == 1 && parts.getFirst().matches("en-authorities(\\.jws)?")
        ? current(parts.getFirst().substring("en-".length()))
        : Addresses.NOWHERE;
  }
}
