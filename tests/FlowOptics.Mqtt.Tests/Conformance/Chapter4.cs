namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>Operational behaviour.</summary>
internal static class Chapter4
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        new("4.1.0-1", "a session lasts while its client is connected, whatever its expiry", """
            A> 10 [ "MQTT" 05 00 0000 ( 17 00 11 00000001 ) "a" ]
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            advance 3600
            A> 30 [ "a" ( ) 'x' ]
            A< 30 [ "a" ( ) 'x' ]
            """),
        new("4.1.0-2", "and ends when its expiry has passed without its client", """
            A> RESUME
            A< CONNACK
            A drops
            advance 101
            B connects
            advance 1
            B< nothing
            A> RESUME
            A< CONNACK
            """),
        new("4.1.0-2", "without an expiry it ends with its connection; DISCONNECT may change the expiry", """
            A> 10 [ "MQTT" 05 00 0000 ( 17 00 ) "a" ]
            A< CONNACK
            A drops
            A> RESUME
            A< CONNACK
            A> E0 [ 00 ( 11 00000000 ) ]
            A< closed
            A> RESUME
            A< CONNACK
            A> E0 [ 00 ( 11 0000000A ) ]
            A< closed
            advance 9
            A> RESUME
            A< RESUMED
            """),
        new("4.1.0-2", "0xFFFFFFFF: it never ends", """
            A> 10 [ "MQTT" 05 00 0000 ( 17 00 11 FFFFFFFF ) "a" ]
            A< CONNACK
            A drops
            advance 1000000000
            A> RESUME
            A< RESUMED
            """),
        new("4.1.0-2", "a session that ends with its connection cannot be kept by DISCONNECT (3.14.2.2.2)", """
            A connects
            A> E0 [ 00 ( 11 00000001 ) ]
            A< E0 01 82
            A< closed
            """),
        new("4.2.0-1", "TCP carries it, in whatever pieces", """
            A> 10
            A> 12 00
            A> 04 4D 51 54 54 05 02 00 00 02 17
            A> 00 00 03 72 61 77 C0
            A< CONNACK
            A> 00
            A< PINGRESP
            """),
        new("4.3.2-2 4.3.2-3", "QoS 1: first without DUP; in flight until PUBACK, and not sent again on the same connection", """
            A connects
            A> 82 [ 0001 ( ) "a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            A> 32 [ "a" 0001 ( ) 'x' ]
            A< 40 02 0001
            A< 32 [ "a" 0001 ( ) 'x' ]
            advance 3600
            A< nothing
            A> 40 02 0001
            A< nothing
            """),
        new("4.3.2-4 4.3.2-5", "QoS 1 from a client: PUBACK for each, and the same identifier again is a new message", """
            A connects
            A> 82 [ 0001 ( ) "a" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A> 32 [ "a" 0001 ( ) 'x' ]
            A< 40 02 0001
            A< 30 [ "a" ( ) 'x' ]
            A> 3A [ "a" 0001 ( ) 'y' ]
            A< 40 02 0001
            A< 30 [ "a" ( ) 'y' ]
            """),
        new("4.3.3-2 4.3.3-3 4.3.3-4 4.3.3-5 4.3.3-6", "QoS 2: PUBLISH until PUBREC, then PUBREL until PUBCOMP, over connections", """
            A> RESUME
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 02 ]
            A< 90 [ 0001 ( ) 02 ]
            B connects
            B> 34 [ "a" 0001 ( ) 'x' ]
            B< 50 02 0001
            A< 34 [ "a" 0001 ( ) 'x' ]
            A drops
            A> RESUME
            A< RESUMED
            A< 3C [ "a" 0001 ( ) 'x' ]
            A> 50 02 0001
            A< 62 02 0001
            A drops
            A> RESUME
            A< RESUMED
            A< 62 02 0001
            A< nothing
            A> 50 02 0001          # once more
            A< 62 02 0001
            A> 70 02 0001
            A< nothing
            A drops
            A> RESUME
            A< RESUMED
            A< nothing
            """),
        new("4.3.3-7", "no expiry is applied to a message that was sent", """
            A> RESUME
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 02 ]
            A< 90 [ 0001 ( ) 02 ]
            A> 34 [ "a" 0001 ( 02 0000000A ) 'x' ]
            A< 50 02 0001
            A< 34 [ "a" 0001 ( 02 0000000A ) 'x' ]
            A drops
            advance 20
            A> RESUME
            A< RESUMED
            A< 3C [ "a" 0001 ( 02 00000000 ) 'x' ]
            """),
        new("4.3.3-8 4.3.3-10 4.3.3-11 4.3.3-12", "QoS 2 from a client: one delivery until PUBREL, however often it comes; then the identifier is free", """
            B connects
            B> 82 [ 0001 ( ) "a" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            A> RESUME
            A< CONNACK
            A> 34 [ "a" 0007 ( ) 'x' ]
            A< 50 02 0007
            A> 3C [ "a" 0007 ( ) 'x' ]
            A< 50 02 0007
            A drops
            A> RESUME
            A< RESUMED
            A> 3C [ "a" 0007 ( ) 'x' ]
            A< 50 02 0007
            B< 30 [ "a" ( ) 'x' ]
            B< nothing
            A> 62 02 0007
            A< 70 02 0007
            A> 34 [ "a" 0007 ( ) 'y' ]
            A< 50 02 0007
            B< 30 [ "a" ( ) 'y' ]
            """),
        new("4.3.3-9", "after a PUBREC that refuses, the identifier is free", """
            A> CONNECT
            A< 20 ?? 00 00 ..
            A> 34 [ "$SYS/mine" 0001 ( ) ]
            A< 50 03 0001 87
            A> 62 02 0001
            A< 70 03 0001 92
            """),
        new("4.3.3-13", "the sequence goes on though the message has expired", """
            A> RESUME
            A< CONNACK
            A> 34 [ "a" 0001 ( 02 00000001 ) 'x' ]
            A< 50 03 0001 10
            advance 60
            A> 3C [ "a" 0001 ( 02 00000001 ) 'x' ]
            A< 50 02 0001
            A> 62 02 0001
            A< 70 02 0001
            """),
        new("4.4.0-2", "a PUBACK or PUBREC with an error ends it: no PUBREL, and nothing comes again", """
            A> RESUME
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 02 ]
            A< 90 [ 0001 ( ) 02 ]
            A> 32 [ "a" 0001 ( ) 'x' ]
            A< 40 02 0001
            A< 32 [ "a" 0001 ( ) 'x' ]
            A> 40 03 0001 80
            A> 34 [ "a" 0002 ( ) 'y' ]
            A< 50 02 0002
            A< 34 [ "a" 0002 ( ) 'y' ]
            A> 50 03 0002 97
            A< nothing
            A drops
            A> RESUME
            A< RESUMED
            A< nothing
            """),
        new("4.4.0-2", "an acknowledgement of another QoS is a protocol error", """
            A connects
            A> 82 [ 0001 ( ) "a" 02 ]
            A< 90 [ 0001 ( ) 02 ]
            A> 34 [ "a" 0002 ( ) 'y' ]
            A< 50 02 0002
            A< 34 [ "a" 0001 ( ) 'y' ]
            A> 40 02 0001
            A< E0 01 82
            A< closed
            """),
        new("4.5.0-1", "a message is for all who subscribe", """
            A connects
            A> 82 [ 0001 ( ) "a/b" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            B connects
            B> 82 [ 0001 ( ) "a/+" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            C connects
            C> 82 [ 0001 ( ) "#" 00 ]
            C< 90 [ 0001 ( ) 00 ]
            C> 30 [ "a/b" ( ) 'x' ]
            A< 30 [ "a/b" ( ) 'x' ]
            B< 30 [ "a/b" ( ) 'x' ]
            C< 30 [ "a/b" ( ) 'x' ]
            """),
        new("4.6.0-5 4.6.0-6", "messages of a topic and a QoS keep their order", """
            A connects
            A> 82 [ 0001 ( ) "a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            A> 32 [ "a" 0001 ( ) '1' ] 32 [ "a" 0002 ( ) '2' ] 32 [ "a" 0003 ( ) '3' ]
            A< 40 02 0001
            A< 40 02 0002
            A< 40 02 0003
            A< 32 [ "a" 0001 ( ) '1' ]
            A< 32 [ "a" 0002 ( ) '2' ]
            A< 32 [ "a" 0003 ( ) '3' ]
            """),
        new("4.7.1-1", "'#' stands alone in the last level", """
            A connects
            A> 82 [ 0001 ( ) "#" 00 "a/#" 00 "a#" 00 "a/#/b" 00 "#/a" 00 ]
            A< 90 [ 0001 ( ) 00 00 8F 8F 8F ]
            """),
        new("4.7.1-2", "'+' stands alone in its level, in any", """
            A connects
            A> 82 [ 0001 ( ) "+" 00 "+/a/+" 00 "a+" 00 "+a/b" 00 "a/+/#" 00 ]
            A< 90 [ 0001 ( ) 00 00 8F 8F 00 ]
            """),
        new("4.7.2-1", "a wildcard in the first level does not match '$…'", """
            A connects
            A> 82 [ 0001 ( ) "#" 00 "+/x" 00 ]
            A< 90 [ 0001 ( ) 00 00 ]
            B connects
            B> 82 [ 0001 ( ) "$mine/#" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            B> 30 [ "$mine/x" ( ) ]
            B< 30 [ "$mine/x" ( ) ]
            A< nothing
            """),
        new("4.7.3-1", "topics and filters have a character at least", """
            A connects
            A> 82 [ 0001 ( ) "" 00 "/" 00 ]
            A< 90 [ 0001 ( ) 8F 00 ]
            A> 30 [ "/" ( ) ]
            A< 30 [ "/" ( ) ]
            A> 30 [ "" ( ) ]
            A< E0 01 82
            A< closed
            """),
        new("4.7.3-3", "a topic of 65,535 bytes is one", """
            A> CONNECT
            A< 20 ?? 00 00 ..
            A> 82 [ 0001 ( ) "t"*65535 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A> 30 [ "t"*65535 ( ) 'x' ]
            A< 30 [ "t"*65535 ( ) 'x' ]
            """, new MqttServerOptions { MaxTopicSize = 65_535 }),
        new("4.7.3-4", "case, blanks and composed characters count", """
            A connects
            A> 82 [ 0001 ( ) "é" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A> 30 [ "É" ( ) ]
            A> 30 [ "é " ( ) ]
            A> 30 [ 0003 65 CC81 ( ) ]
            A> 30 [ "é" ( ) 'x' ]
            A< 30 [ "é" ( ) 'x' ]
            A< nothing
            """),
        new("4.8.2-1 4.8.2-2", "a shared filter has a group without wildcards and a filter", """
            A connects
            A> 82 [ 0001 ( ) "$share/g/a" 00 "$share/g/#" 00 "$share//a" 00 "$share/g" 00 "$share/g/" 00 "$share/+/a" 00 "$share/#" 00 "$share/g+/a" 00 ]
            A< 90 [ 0001 ( ) 00 00 8F 8F 8F 8F 8F 8F ]
            """),
        new("4.8.2-3", "each message goes to one of the group, at the QoS granted to that one", """
            A connects
            A> 82 [ 0001 ( ) "$share/g/a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            B connects
            B> 82 [ 0001 ( ) "a" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            B> 34 [ "a" 0001 ( ) 'x' ]
            B< 50 02 0001
            A< 32 [ "a" 0001 ( ) 'x' ]
            B< 30 [ "a" ( ) 'x' ]
            """),
        new("4.8.2-3", "a shared subscription brings no retained messages (4.8.2)", """
            A connects
            A> 31 [ "a" ( ) 'x' ]
            A> 82 [ 0001 ( ) "$share/g/a" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A< nothing
            """),
        new("4.8.2-4", "a QoS 2 message that one of the group has begun is completed when it is back", """
            A> RESUME
            A< CONNACK
            A> 82 [ 0001 ( ) "$share/g/a" 02 ]
            A< 90 [ 0001 ( ) 02 ]
            C connects
            C> 34 [ "a" 0001 ( ) 'x' ]
            C< 50 02 0001
            A< 34 [ "a" 0001 ( ) 'x' ]
            A drops
            B connects
            B> 82 [ 0001 ( ) "$share/g/a" 02 ]
            B< 90 [ 0001 ( ) 02 ]
            B< nothing
            A> RESUME
            A< RESUMED
            A< 3C [ "a" 0001 ( ) 'x' ]
            """),
        new("4.8.2-5", "and goes to nobody else, also when its session ends", """
            A connects
            A> 82 [ 0001 ( ) "$share/g/a" 02 ]
            A< 90 [ 0001 ( ) 02 ]
            C connects
            C> 34 [ "a" 0001 ( ) 'x' ]
            C< 50 02 0001
            A< 34 [ "a" 0001 ( ) 'x' ]
            B connects
            B> 82 [ 0001 ( ) "$share/g/a" 02 ]
            B< 90 [ 0001 ( ) 02 ]
            A drops
            B< nothing
            """),
        new("4.8.2-5", "one of QoS 1 goes to another (which 4.8.2 allows)", """
            A connects
            A> 82 [ 0001 ( ) "$share/g/a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            C connects
            C> 32 [ "a" 0001 ( ) 'x' ]
            C< 40 02 0001
            A< 32 [ "a" 0001 ( ) 'x' ]
            B connects
            B> 82 [ 0001 ( ) "$share/g/a" 01 ]
            B< 90 [ 0001 ( ) 01 ]
            A drops
            B< 32 [ "a" 0001 ( ) 'x' ]
            """),
        new("4.8.2-6", "one that its receiver refuses goes to nobody else", """
            A connects
            A> 82 [ 0001 ( ) "$share/g/a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            C connects
            C> 32 [ "a" 0001 ( ) 'x' ]
            C< 40 02 0001
            A< 32 [ "a" 0001 ( ) 'x' ]
            B connects
            B> 82 [ 0001 ( ) "$share/g/a" 01 ]
            B< 90 [ 0001 ( ) 01 ]
            A> 40 03 0001 83
            A< nothing
            A drops
            B< nothing
            """),
        new("4.12.0-1", "an authentication method that the server does not know is refused", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 15 "SCRAM-SHA-1" 16 "data" ) "a" ]
            A< 20 [ 00 8C ( ) ]
            A< closed
            """),
        new("4.12.0-6", "who names none gets neither AUTH nor a method", """
            A> CONNECT
            A< CONNACK
            A< nothing
            """),
        new("4.12.0-7", "and sends no AUTH", """
            A connects
            A> F0 00
            A< E0 01 82
            A< closed
            B connects
            B> F0 [ 19 ( 15 "x" ) ]
            B< E0 01 82
            B< closed
            """),
        new("4.13.1-1 4.13.2-1", "malformed packets and protocol errors end the connection, with a reason", """
            A connects
            A> D0 00
            A< E0 01 82
            A< closed
            B connects
            B> 90 [ 0001 ( ) 00 ]
            B< E0 01 82
            B< closed
            C connects
            C> 82 [ 0001 ( 0B 00 ) "a" 00 ]
            C< E0 01 82
            C< closed
            D connects
            D> 40 01 00
            D< E0 01 81
            D< closed
            """),
    ];
}
