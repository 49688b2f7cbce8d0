package org.keyferry.submission.certificate;

import java.util.OptionalLong;

/**
 * What a valid certificate says. Nothing that names the person or the certificate.
 *
 * @param report kind of the diagnosis
 * @param symptomOnsetInterval 10-minute interval of symptom onset, 0 to 2³²−1; empty where not
 *     stated
 */
public record CertificateClaims(CertifiedReport report, OptionalLong symptomOnsetInterval) {}
