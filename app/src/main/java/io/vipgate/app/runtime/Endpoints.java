package io.vipgate.app.runtime;

import io.netty.channel.EventLoopGroup;
import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.http.HttpServer;
import io.vipgate.app.reload.Prepared;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the service is asked: the HTTP endpoint and the admin socket. */
final class Endpoints implements AutoCloseable {
  private final EventLoopGroup group;
  private final Views views;
  private volatile VipgateConfig config;
  private volatile HttpServer http;
  private volatile HttpServer admin;

  /**
   * Listens on both.
   *
   * @throws IOException if one could not be bound; neither is then
   */
  Endpoints(VipgateConfig config, EventLoopGroup group, Views views) throws IOException {
    this.group = group;
    this.views = views;
    this.config = config;
    this.http = http(config);
    try {
      this.admin = admin(config);
    } catch (IOException e) {
      http.close();
      throw e;
    }
  }

  private HttpServer http(VipgateConfig of) throws IOException {
    return HttpServer.listen(group, of.http().listen().socketAddress(), views::routes);
  }

  private HttpServer admin(VipgateConfig of) throws IOException {
    return HttpServer.listen(group, of.admin().socket(), views::adminRoutes);
  }

  /**
   * Listens where another configuration has it, besides where it listens now.
   *
   * @throws IOException if an address could not be bound; everything is as it was then
   */
  Prepared prepare(VipgateConfig next) throws IOException {
    Change change = new Change(next);
    try {
      if (!next.http().equals(config.http())) {
        change.http = http(next);
      }
      if (!next.admin().equals(config.admin())) {
        change.admin = admin(next);
      }
    } catch (IOException e) {
      change.abandon();
      throw e;
    }
    return change;
  }

  private final class Change implements Prepared {
    private final VipgateConfig next;
    private final List<HttpServer> replaced = new ArrayList<>();
    private @Nullable HttpServer http;
    private @Nullable HttpServer admin;

    Change(VipgateConfig next) {
      this.next = next;
    }

    @Override
    public void commit() {
      config = next;
      if (http != null) {
        replaced.add(Endpoints.this.http);
        Endpoints.this.http = http;
      }
      if (admin != null) {
        replaced.add(Endpoints.this.admin);
        Endpoints.this.admin = admin;
      }
    }

    @Override
    public void settle() {
      replaced.forEach(HttpServer::close);
    }

    @Override
    public void abandon() {
      if (http != null) {
        http.close();
      }
      if (admin != null) {
        admin.close();
      }
    }
  }

  @Override
  public void close() {
    http.close();
    admin.close();
  }
}
