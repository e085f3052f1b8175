namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>From PUBACK to AUTH.</summary>
internal static class Chapter3Others
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        new("3.4.2-1 3.5.2-1 3.6.2-1 3.7.2-1", "acknowledgements say success, or what else the standard lets them", """
            A connects
            A> 82 [ 0001 ( ) "a" 02 ]
            A< 90 [ 0001 ( ) 02 ]
            B connects
            B> 32 [ "a" 0001 ( ) ]
            B< 40 02 0001
            A< 32 [ "a" 0001 ( ) ]
            B> 32 [ "none" 0001 ( ) ]
            B< 40 03 0001 10
            B> 34 [ "none" 0001 ( ) ]
            B< 50 03 0001 10
            B> 62 02 0099
            B< 70 03 0099 92    # packet identifier not found
            A> 50 02 0099
            A< 62 03 0099 92
            """),
        new("3.4.2-1 3.5.2-1 3.6.2-1 3.7.2-1", "another reason code is a protocol error", """
            A connects
            A> 40 03 0001 01
            A< E0 01 82
            A< closed
            B connects
            B> 50 03 0001 04
            B< E0 01 82
            B< closed
            C connects
            C> 62 03 0001 80
            C< E0 01 82
            C< closed
            D connects
            D> 70 03 0001 10
            D< E0 01 82
            D< closed
            """),
        new("3.6.1-1", "PUBREL with other flags than 0010 is malformed", """
            A connects
            A> 60 02 0001
            A< E0 01 81
            A< closed
            """),
        new("3.8.1-1", "SUBSCRIBE with other flags than 0010 is malformed", """
            A connects
            A> 8A [ 0001 ( ) "a" 00 ]
            A< E0 01 81
            A< closed
            """),
        new("3.8.3-1", "a filter that is no UTF-8 is malformed", """
            A connects
            A> 82 [ 0001 ( ) 0001 FF 00 ]
            A< E0 01 81
            A< closed
            """),
        new("3.8.3-2", "a SUBSCRIBE without a filter is a protocol error", """
            A connects
            A> 82 [ 0001 ( ) ]
            A< E0 01 82
            A< closed
            """),
        new("3.8.3-3", "no local: not what the same client publishes", """
            A connects
            A> 82 [ 0001 ( ) "a" 04 ]
            A< 90 [ 0001 ( ) 00 ]
            A> 30 [ "a" ( ) 'mine' ]
            A< nothing
            B connects
            B> 30 [ "a" ( ) 'yours' ]
            A< 30 [ "a" ( ) 'yours' ]
            """),
        new("3.8.3-3", "no local counts for each subscription: others that match bring it, at their QoS and with their identifier", """
            A connects
            A> 82 [ 0001 ( 0B 01 ) "a/#" 06 ]
            A< 90 [ 0001 ( ) 02 ]
            A> 82 [ 0002 ( 0B 02 ) "a/b" 00 ]
            A< 90 [ 0002 ( ) 00 ]
            A> 34 [ "a/b" 0001 ( ) 'x' ]
            A< 50 02 0001
            A< 30 [ "a/b" ( 0B 02 ) 'x' ]
            """),
        new("3.8.3-4", "no local on a shared subscription is a protocol error", """
            A connects
            A> 82 [ 0001 ( ) "$share/g/a" 04 ]
            A< E0 01 82
            A< closed
            """),
        new("3.8.3-5", "reserved subscription options, and QoS 3, are malformed", """
            A connects
            A> 82 [ 0001 ( ) "a" 40 ]
            A< E0 01 81
            A< closed
            B connects
            B> 82 [ 0001 ( ) "a" 03 ]
            B< E0 01 81
            B< closed
            """),
        new("3.8.4-1 3.8.4-2", "a SUBSCRIBE is answered by a SUBACK with its identifier", """
            A connects
            A> 82 [ FFFF ( 26 "k" "v" ) "a" 00 ]
            A< 90 [ FFFF ( ) 00 ]
            """),
        new("3.8.4-3 3.8.4-4", "the same filter again replaces the subscription; retained messages come again, and others once", """
            A connects
            A> 31 [ "a" ( ) 'kept' ]
            A> 82 [ 0001 ( 0B 01 ) "a" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A< 31 [ "a" ( 0B 01 ) 'kept' ]
            A> 82 [ 0002 ( 0B 02 ) "a" 01 ]
            A< 90 [ 0002 ( ) 01 ]
            A< 31 [ "a" ( 0B 02 ) 'kept' ]
            A> 32 [ "a" 0001 ( ) 'x' ]
            A< 40 02 0001
            A< 32 [ "a" 0001 ( 0B 02 ) 'x' ]
            A< nothing
            """),
        new("3.8.4-5 3.8.4-6 3.9.3-1 3.9.3-2", "several filters are as several packets, with one answer that has a code for each, in order", """
            A connects
            A> 82 [ 0001 ( ) "a" 02 "a#" 00 "b" 00 "b" 01 "c/#/d" 00 "" 00 "$share//x" 00 "+/+" 01 ]
            A< 90 [ 0001 ( ) 02 8F 00 01 8F 8F 8F 01 ]
            """),
        new("3.8.4-7", "the codes are the QoS granted", """
            A connects
            A> 82 [ 0001 ( ) "a" 00 "b" 01 "c" 02 ]
            A< 90 [ 0001 ( ) 00 01 02 ]
            """),
        new("3.8.4-8", "a message comes at the lower of its own QoS and the one granted", """
            A connects
            A> 82 [ 0001 ( ) "0" 00 "1" 01 "2" 02 ]
            A< 90 [ 0001 ( ) 00 01 02 ]
            B connects
            B> 34 [ "0" 0001 ( ) ]
            B< 50 02 0001
            A< 30 [ "0" ( ) ]
            B> 34 [ "1" 0002 ( ) ]
            B< 50 02 0002
            A< 32 [ "1" 0001 ( ) ]
            B> 34 [ "2" 0003 ( ) ]
            B< 50 02 0003
            A< 34 [ "2" 0002 ( ) ]
            B> 30 [ "2" ( ) ]
            A< 30 [ "2" ( ) ]
            B> 32 [ "2" 0004 ( ) ]
            B< 40 02 0004
            A< 32 [ "2" 0003 ( ) ]
            """),
        new("3.9.2-1", "a reason string that would make SUBACK too large is left out", """
            A> 10 [ "MQTT" 05 02 0000 ( 27 00000010 ) "a" ]
            A< CONNACK
            A> 82 [ 0001 ( ) "a#" 00 ]
            A< 90 [ 0001 ( ) 8F ]
            """),
        new("3.10.1-1", "UNSUBSCRIBE with other flags than 0010 is malformed", """
            A connects
            A> A0 [ 0001 ( ) "a" ]
            A< E0 01 81
            A< closed
            """),
        new("3.10.3-1", "a filter that is no UTF-8 is malformed", """
            A connects
            A> A2 [ 0001 ( ) 0001 FF ]
            A< E0 01 81
            A< closed
            """),
        new("3.10.3-2", "an UNSUBSCRIBE without a filter is a protocol error", """
            A connects
            A> A2 [ 0001 ( ) ]
            A< E0 01 82
            A< closed
            """),
        new("3.10.4-1 3.10.4-5 3.10.4-6 3.11.3-1 3.11.3-2", "filters are compared character by character, each has its code, in order", """
            A connects
            A> 82 [ 0001 ( ) "a/+" 00 "b" 00 ]
            A< 90 [ 0001 ( ) 00 00 ]
            A> A2 [ 0002 ( ) "a/b" "A/+" "a/+" "b" "b" ]
            A< B0 [ 0002 ( ) 11 11 00 00 11 ]
            A> A2 [ 0003 ( ) "a/+" ]
            A< B0 [ 0003 ( ) 11 ]
            """),
        new("3.10.4-2", "after UNSUBSCRIBE no more messages come", """
            A connects
            A> 82 [ 0001 ( ) "a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            A> A2 [ 0002 ( ) "a" ]
            A< B0 [ 0002 ( ) 00 ]
            B connects
            B> 32 [ "a" 0001 ( ) ]
            B< 40 03 0001 10
            A< nothing
            """),
        new("3.10.4-3", "but those that were begun are completed", """
            A> RESUME
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 02 ]
            A< 90 [ 0001 ( ) 02 ]
            A> 34 [ "a" 0001 ( ) 'x' ]
            A< 50 02 0001
            A< 34 [ "a" 0001 ( ) 'x' ]
            A> A2 [ 0002 ( ) "a" ]
            A< B0 [ 0002 ( ) 00 ]
            A drops
            A> RESUME
            A< RESUMED
            A< 3C [ "a" 0001 ( ) 'x' ]
            A> 50 02 0001
            A< 62 02 0001
            A> 70 02 0001
            A< nothing
            """),
        new("3.10.4-4", "an UNSUBSCRIBE is answered by an UNSUBACK", """
            A connects
            A> A2 [ 0001 ( 26 "k" "v" ) "a" ]
            A< B0 [ 0001 ( ) 11 ]
            """),
        new("3.12.4-1", "a PINGREQ is answered by a PINGRESP; one with a body is malformed", """
            A connects
            A> C0 00
            A< D0 00
            A> C0 01 00
            A< E0 01 81
            A< closed
            """),
        new("3.14.0-1", "before CONNACK there is no DISCONNECT", """
            A> 30 [ "a" ( ) ]
            A< closed
            B> E0 00
            B< closed
            C> F0 00
            C< closed
            """),
        new("3.14.1-1", "DISCONNECT with flags is malformed", """
            A connects
            A> E4 00
            A< E0 01 81
            A< closed
            """),
        new("3.14.2-1", "DISCONNECT with a reason that is none of its is a protocol error", """
            A connects
            A> E0 01 01
            A< E0 01 82
            A< closed
            """),
        new("3.14.2-2", "a DISCONNECT of the server has no session expiry", """
            A> RESUME
            A< CONNACK
            A> 20 [ 00 00 ( ) ]
            A< E0 01 82
            A< closed
            """),
        new("3.14.2-3", "a reason string that would make DISCONNECT too large is left out", """
            A> 10 [ "MQTT" 05 02 0000 ( ) "a" ]
            A< CONNACK
            A> CONNECT
            A< E0 ?? 82 ?? 1F ..
            A< closed
            B> 10 [ "MQTT" 05 02 0000 ( 27 00000010 ) "b" ]
            B< CONNACK
            B> CONNECT
            B< E0 01 82
            B< closed
            """),
        new("3.14.4-1 3.14.4-2", "after its DISCONNECT the server sends nothing, and closes", """
            A connects
            A> 82 [ 0001 ( ) "a" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A> CONNECT 
            A< E0 01 82
            A< closed
            """),
        new("3.14.4-2", "after the client's, it closes", """
            A connects
            A> DISCONNECT
            A< closed
            """),
        new("3.15.1-1", "AUTH with flags is malformed", """
            A connects
            A> F2 00
            A< E0 01 81
            A< closed
            """),
        new("3.15.2-1", "AUTH with a reason that is none of its is a protocol error", """
            A connects
            A> F0 01 01
            A< E0 01 82
            A< closed
            """),
    ];
}
