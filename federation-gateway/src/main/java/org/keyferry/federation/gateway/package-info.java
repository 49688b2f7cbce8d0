/** What other backends fetch, from the object store to HTTP under mutual TLS. */
package org.keyferry.federation.gateway;
