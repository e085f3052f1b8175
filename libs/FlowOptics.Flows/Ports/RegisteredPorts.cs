using System.Collections.Frozen;
using System.Globalization;

namespace FlowOptics.Flows;

/// <summary>
/// The better-known part of IANA's registry (https://www.iana.org/assignments/service-names-port-numbers), with IANA's names; where a port is
/// known for something IANA has not registered, that name. Ports above 1023 are here only where a server is commonly found on them: a client's
/// ephemeral port that happens to be registered would otherwise be taken for a service.
/// </summary>
internal static class RegisteredPorts
{
    // "port name" for TCP and UDP, "port/tcp name" or "port/udp name" where only one of them is meant.
    private const string Table =
        """
        1 tcpmux; 7 echo; 9 discard; 11 systat; 13 daytime; 17 qotd; 19 chargen; 20 ftp-data; 21 ftp; 22 ssh; 23 telnet; 25 smtp; 37 time; 43 nicname;
        49 tacacs; 53 domain; 67 bootps; 68 bootpc; 69 tftp; 70 gopher; 79 finger; 80 http; 88 kerberos; 102 iso-tsap; 104 acr-nema; 109 pop2; 110 pop3;
        111 sunrpc; 113 ident; 119 nntp; 123 ntp; 135 epmap; 137 netbios-ns; 138 netbios-dgm; 139 netbios-ssn; 143 imap; 161 snmp; 162 snmptrap; 177 xdmcp;
        179 bgp; 194 irc; 199 smux; 201 at-rtmp; 213 ipx; 220 imap3; 259 esro-gen; 264 bgmp; 318 pkix-timestamp; 366 odmr; 369 rpc2portmap; 370 codaauth2;
        383 hp-alarm-mgr; 389 ldap; 401 ups; 427 svrloc; 434 mobileip-agent; 443 https; 444 snpp; 445 microsoft-ds; 464 kpasswd; 465/tcp submissions; 500 isakmp;
        502 mbap; 512/tcp exec; 512/udp comsat; 513/tcp login; 513/udp who; 514/tcp shell; 514/udp syslog; 515 printer; 517 talk; 518 ntalk; 520/udp router;
        521 ripng; 524 ncp; 530 courier; 540 uucp; 543 klogin; 544 kshell; 546 dhcpv6-client; 547 dhcpv6-server; 548 afpovertcp; 554 rtsp; 563 nntps;
        587 submission; 593 http-rpc-epmap; 601 syslog-conn; 623 asf-rmcp; 631 ipp; 636 ldaps; 639 msdp; 646 ldp; 647 dhcp-failover; 648 rrp; 666 doom;
        674 acap; 691 msexch-routing; 694 ha-cluster; 706 silc; 749 kerberos-adm; 750 kerberos-iv; 830 netconf-ssh; 831 netconf-beep; 847 dhcp-failover2;
        848 gdoi; 853 domain-s; 860 iscsi; 861 owamp-control; 862 twamp-control; 873 rsync; 902 ideafarm-door; 989 ftps-data; 990 ftps; 992 telnets;
        993 imaps; 994 ircs; 995 pop3s; 996 vsinet; 997 maitrd; 998 busboy; 999 garcon;
        1080 socks; 1099 rmiregistry; 1194 openvpn; 1214 kazaa; 1311 rxmon; 1344 icap; 1352 lotusnote; 1414 ibm-mqseries; 1433 ms-sql-s; 1434 ms-sql-m;
        1494 ica; 1503 imtc-mcs; 1512 wins; 1521 ncube-lm; 1524 ingreslock; 1526 pdap-np; 1604 icabrowser; 1645 sightline; 1646 sa-msg-port; 1701 l2tp;
        1719 h323gatestat; 1720 h323hostcall; 1723 pptp; 1755 ms-streaming; 1812 radius; 1813 radius-acct; 1863 msnp; 1883 mqtt; 1900 ssdp; 1935 macromedia-fcs;
        1985 hsrp; 2000 cisco-sccp; 2049 nfs; 2082 infowave; 2083 radsec; 2086 gnunet; 2087 eli; 2095 nbx-ser; 2096 nbx-dir; 2100 amiganetfs; 2123 gtp-control;
        2152 gtp-user; 2181 eforward; 2222 EtherNet-IP-1; 2375 docker; 2376 docker-s; 2377 swarm; 2379 etcd-client; 2380 etcd-server; 2404 iec-104;
        2483 ttc; 2484 ttc-ssl; 2638 sybaseanywhere; 2775 smpp; 2811 gsiftp; 2888 spcsdlobby; 2947 gpsd; 3000 hbci; 3050 gds-db; 3074 xbox; 3128 ndl-aas;
        3205 isns; 3225 fcip; 3260 iscsi-target; 3268 msft-gc; 3269 msft-gc-ssl; 3283 net-assistant; 3288 cops; 3306 mysql; 3389 ms-wbt-server; 3456 vat;
        3478 stun; 3493 nut; 3544 teredo; 3632 distcc; 3689 daap; 3690 svn; 3702 ws-discovery; 3724 blizwow; 3784 bfd-control; 3785 bfd-echo; 3868 diameter;
        3888 ciphire-serv; 4000 terabase; 4022 dnox; 4045 npp; 4190 sieve; 4222 vrml-multi-use; 4242 vrml-multi-use; 4333 ccss-qmm; 4343 unicall; 4369 epmd;
        4443 pharos; 4444 krb524; 4500 ipsec-nat-t; 4505 salt-publish; 4506 salt-request; 4567 tram; 4569 iax; 4646 dots-signal; 4647 nomad-rpc; 4648 nomad-serf;
        4657 hyperscsi-port; 4739 ipfix; 4786 smart-install; 4789 vxlan; 4840 opcua-tcp; 4899 radmin-port; 5000 commplex-main; 5001 commplex-link; 5004 avt-profile-1;
        5005 avt-profile-2; 5060 sip; 5061 sips; 5084 llrp; 5190 aol; 5222 xmpp-client; 5223 hpvirtgrp; 5228 hpvroom; 5246 capwap-control; 5247 capwap-data;
        5269 xmpp-server; 5280 xmpp-bosh; 5349 stuns; 5351 nat-pmp; 5353 mdns; 5355 llmnr; 5357 wsdapi; 5405 netsupport; 5432 postgresql; 5433 pyrrho; 5500 fcp-addr-srvr1;
        5555 personal-agent; 5556 freeciv; 5601 esmagent; 5631 pcanywheredata; 5632 pcanywherestat; 5666 nrpe; 5671 amqps; 5672 amqp; 5683 coap; 5684 coaps;
        5693 rbsd; 5718 dpm; 5722 msdfsr; 5800 vnc-http; 5900 rfb; 5901 vnc-1; 5938 teamviewer; 5984 couchdb; 5985 wsman; 5986 wsmans; 6000 x11; 6001 x11-1;
        6379 redis; 6432 pgbouncer; 6443 sun-sr-https; 6463 discord; 6514 syslog-tls; 6556 checkmk-agent; 6566 sane-port; 6619 odette-ftps; 6633 openflow-old;
        6653 openflow; 6660 ircu-0; 6666 ircu-6; 6667 ircu; 6697 ircs-u; 6783 weave; 6789 smc-https; 6881 bittorrent; 7000 afs3-fileserver; 7001 afs3-callback;
        7002 afs3-prserver; 7070 arcp; 7077 spark-master; 7199 cassandra-jmx; 7473 rise; 7474 neo4j; 7547 cwmp; 7680 pando-pub; 7687 bolt; 7777 cbt; 7946 swarm-gossip;
        8000 irdmi; 8001 vcom-tunnel; 8005 mxi; 8008 http-alt-2; 8009 ajp13; 8025 ca-audit-da; 8032 pro-ed; 8042 fs-agent; 8080 http-alt; 8081 sunproxyadmin; 8083 us-srv;
        8086 influxdb; 8088 radan-http; 8089 splunkd; 8090 opsmessaging; 8091 jamlink; 8118 privoxy; 8123 clickhouse-http; 8125 statsd; 8126 statsd-admin; 8140 puppet;
        8172 msdeploy; 8200 trivnet1; 8222 vmware-fdm; 8291 winbox; 8300 tmi; 8301 consul-serf-lan; 8302 consul-serf-wan; 8332 bitcoin-rpc; 8333 bitcoin; 8443 pcsync-https;
        8472 otv; 8500 fmtp; 8529 arangodb; 8530 wsus; 8531 wsus-tls; 8545 ethereum-rpc; 8554 rtsp-alt; 8600 asterix; 8686 sun-as-jmxrmi; 8728 mikrotik-api; 8834 nessus;
        8883 secure-mqtt; 8888 ddi-tcp-1; 8889 ddi-tcp-2; 8983 solr; 9000 cslistener; 9001 etlservicemgr; 9042 cassandra-cql; 9050 versiera; 9060 CardWeb-IO; 9080 glrpc;
        9090 websm; 9091 xmltec-xmlmail; 9092 XmlIpcRegSvc; 9093 alertmanager; 9094 alertmanager-mesh; 9100 hp-pdl-datastr; 9102 bacula-fd; 9103 bacula-sd; 9104 mysqld-exporter;
        9160 apani1; 9187 postgres-exporter; 9200 wap-wsp; 9243 elasticsearch-tls; 9300 vrace; 9306 sphinxql; 9389 adws; 9411 zipkin; 9418 git; 9443 tungsten-https; 9600 micromuse-ncpw;
        9993 palace-2; 9997 palace-6; 9999 distinct; 10000 ndmp; 10050 zabbix-agent; 10051 zabbix-trapper; 10250 kubelet; 10255 kubelet-read; 10256 kube-proxy;
        11111 vce; 11211 memcache; 11214 memcache-tls; 11371 hkp; 12345 italk; 13720 bprd; 13724 vnetd; 13782 bpcd; 14250 jaeger-grpc; 14268 jaeger-http; 15672 rabbitmq-http;
        16686 jaeger-query; 17500 db-lsp; 18080 spark-history; 18091 couchbase-tls; 19132 minecraft-bedrock; 19999 dnp-sec; 20000 dnp; 22222 easyengine; 25565 minecraft; 25575 rcon;
        25672 rabbitmq-cluster; 26379 redis-sentinel; 26257 cockroachdb; 27015 steam; 27017 mongodb; 27018 mongodb-shard; 27019 mongodb-config; 28015 rethinkdb; 28017 mongodb-http;
        29418 gerrit-ssh; 30303 ethereum; 31337 eldim; 33060 mysqlx; 44818 EtherNet-IP-2; 47808 bacnet; 50051 grpc; 51820/udp wireguard; 61616 activemq
        """;

    // One bit a port: 1 to 1023, and those of the table above them.
    private static readonly ulong[] ServicePorts = new ulong[(ushort.MaxValue + 1) / 64];

    static RegisteredPorts()
    {
        var tcp = new Dictionary<ushort, string>();
        var udp = new Dictionary<ushort, string>();
        foreach (var entry in Table.Split(';', StringSplitOptions.TrimEntries))
        {
            var blank = entry.IndexOf(' ', StringComparison.Ordinal);
            var slash = entry.IndexOf('/', StringComparison.Ordinal);
            var port = ushort.Parse(entry.AsSpan(0, slash < 0 ? blank : slash), NumberStyles.None, CultureInfo.InvariantCulture);
            var protocol = slash < 0 ? "" : entry[(slash + 1)..blank];
            var name = entry[(blank + 1)..];
            if (protocol is "" or "tcp") tcp.Add(port, name);
            if (protocol is "" or "udp") udp.Add(port, name);
            ServicePorts[port >> 6] |= 1UL << (port & 63);
        }

        for (var port = 1; port < 1024; port++) ServicePorts[port >> 6] |= 1UL << (port & 63);
        Tcp = tcp.ToFrozenDictionary();
        Udp = udp.ToFrozenDictionary();
    }

    internal static FrozenDictionary<ushort, string> Tcp { get; }

    internal static FrozenDictionary<ushort, string> Udp { get; }

    /// <summary>Whether a port is a service's by itself.</summary>
    internal static bool IsService(ushort port) => ServiceBit(port) != 0;

    /// <summary>1 or 0, for sums without a branch.</summary>
    internal static int ServiceBit(ushort port) => (int)(ServicePorts[port >> 6] >> (port & 63)) & 1;
}
