package org.keyferry.federation.gateway.archive;

import java.time.InstantSource;
import java.util.Map;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.federation.gateway.access.AccessAudit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Wires the archive. */
@Configuration(proxyBeanMethods = false)
public class ArchiveWiring {

  @Bean
  HandlerMapping archiveAddresses(ObjectStore store, AccessAudit audit, InstantSource clock) {
    return new SimpleUrlHandlerMapping(
        Map.of(ArchiveEndpoint.PREFIX + "**", new ArchiveEndpoint(store, audit, clock)));
  }
}
