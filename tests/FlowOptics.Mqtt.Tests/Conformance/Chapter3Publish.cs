namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>PUBLISH.</summary>
internal static class Chapter3Publish
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        new("3.3.1-1 4.4.0-1", "what was not acknowledged comes again with DUP, under its identifier, when the client is back", """
            A> RESUME
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 02 ]
            A< 90 [ 0001 ( ) 02 ]
            B connects
            B> 32 [ "a" 0001 ( ) 'x' ]
            B< 40 02 0001
            A< 32 [ "a" 0001 ( ) 'x' ]
            B> 34 [ "a" 0002 ( ) 'y' ]
            B< 50 02 0002
            A< 34 [ "a" 0002 ( ) 'y' ]
            A drops
            A> RESUME
            A< RESUMED
            A< 3A [ "a" 0001 ( ) 'x' ]
            A< 3C [ "a" 0002 ( ) 'y' ]
            A< nothing
            """),
        new("3.3.1-2", "DUP at QoS 0 is malformed", """
            A connects
            A> 38 [ "a" ( ) ]
            A< E0 01 81
            A< closed
            """),
        new("3.3.1-3", "DUP is not passed on", """
            A connects
            A> 82 [ 0001 ( ) "a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            B connects
            B> 3A [ "a" 0001 ( ) 'x' ]
            A< 32 [ "a" 0001 ( ) 'x' ]
            """),
        new("3.3.1-4", "QoS 3 is malformed", """
            A connects
            A> 36 [ "a" 0001 ( ) ]
            A< E0 01 81
            A< closed
            """),
        new("3.3.1-5 3.3.1-9", "the last retained message of a topic is kept, and goes to new subscribers with RETAIN", """
            A connects
            A> 31 [ "a" ( ) 'x' ]
            A> 33 [ "a" 0001 ( ) 'y' ]
            A< 40 03 0001 10
            A> 82 [ 0001 ( ) "a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            A< 33 [ "a" 0001 ( ) 'y' ]
            A< nothing
            """),
        new("3.3.1-6 3.3.1-7", "an empty one is sent on as others, removes what is kept, and is not kept itself", """
            A connects
            A> 31 [ "a" ( ) 'x' ]
            A> 82 [ 0001 ( ) "a" 08 ]
            A< 90 [ 0001 ( ) 00 ]
            A< 31 [ "a" ( ) 'x' ]
            A> 31 [ "a" ( ) ]
            A< 31 [ "a" ( ) ]
            B connects
            B> 82 [ 0001 ( ) "a" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            B< nothing
            """),
        new("3.3.1-8", "without RETAIN nothing is kept, and what is kept stays", """
            A connects
            A> 31 [ "a" ( ) 'x' ]
            A> 30 [ "a" ( ) 'y' ]
            A> 82 [ 0001 ( ) "a" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A< 31 [ "a" ( ) 'x' ]
            A< nothing
            """),
        new("3.3.1-10", "retain handling 1: only where the subscription is new", """
            A connects
            A> 31 [ "a" ( ) 'x' ]
            A> 82 [ 0001 ( ) "a" 10 ]
            A< 90 [ 0001 ( ) 00 ]
            A< 31 [ "a" ( ) 'x' ]
            A> 82 [ 0002 ( ) "a" 10 ]
            A< 90 [ 0002 ( ) 00 ]
            A< nothing
            """),
        new("3.3.1-11", "retain handling 2: never; 3 is a protocol error", """
            A connects
            A> 31 [ "a" ( ) 'x' ]
            A> 82 [ 0001 ( ) "a" 20 ]
            A< 90 [ 0001 ( ) 00 ]
            A< nothing
            A> 82 [ 0002 ( ) "a" 30 ]
            A< E0 01 82
            A< closed
            """),
        new("3.3.1-12 3.3.1-13", "RETAIN is passed on to those who want it as published, and to no others", """
            A connects
            A> 82 [ 0001 ( ) "a" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            B connects
            B> 82 [ 0001 ( ) "a" 08 ]
            B< 90 [ 0001 ( ) 00 ]
            C connects
            C> 31 [ "a" ( ) 'x' ]
            A< 30 [ "a" ( ) 'x' ]
            B< 31 [ "a" ( ) 'x' ]
            C> 30 [ "a" ( ) 'y' ]
            A< 30 [ "a" ( ) 'y' ]
            B< 30 [ "a" ( ) 'y' ]
            """),
        new("3.3.2-1", "the topic comes first; one that is longer than the packet is malformed", """
            A connects
            A> 30 [ 0005 'a' 00 ]
            A< E0 01 81
            A< closed
            """),
        new("3.3.2-2 4.7.0-1", "a topic with a wildcard is none", """
            A connects
            A> 30 [ "a/+" ( ) ]
            A< E0 01 90
            A< closed
            B connects
            B> 30 [ "#" ( ) ]
            B< E0 01 90
            B< closed
            """),
        new("3.3.2-3", "what comes matches the subscription", """
            A connects
            A> 82 [ 0001 ( ) "a/+" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A> 30 [ "b/1" ( ) ]
            A> 30 [ "a" ( ) ]
            A> 30 [ "a/1/2" ( ) ]
            A> 30 [ "a/1" ( ) ]
            A< 30 [ "a/1" ( ) ]
            A< nothing
            """),
        new("3.3.2-4 3.3.2-15 3.3.2-16 3.3.2-17 3.3.2-18 3.3.2-20", "properties arrive as they were sent, user properties in their order, also twice", """
            A connects
            A> 82 [ 0001 ( ) "a" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A> 30 [ "a" ( 01 01 03 "text/plain" 08 "reply" 09 "id" 26 "k" "2" 26 "k" "1" 26 "" "" ) 'x' ]
            A< 30 [ "a" ( 01 01 03 "text/plain" 08 "reply" 09 "id" 26 "k" "2" 26 "k" "1" 26 "" "" ) 'x' ]
            """),
        new("3.3.2-4 3.3.2-17", "also those that are longer than 127 bytes, and beside an expiry and an alias", """
            A connects
            A> 82 [ 0001 ( ) "a" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A> 30 [ "a" ( 01 01 26 "k" "v"*200 ) 'x' ]
            A< 30 [ "a" ( 01 01 26 "k" "v"*200 ) 'x' ]
            A> 30 [ "a" ( 26 "k" "v" 23 0001 02 0000003C ) 'x' ]
            A< 30 [ "a" ( 02 0000003C 26 "k" "v" ) 'x' ]
            """),
        new("3.3.2-5", "a message that waited for longer than its expiry is dropped", """
            A> RESUME
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            A drops
            B connects
            B> 32 [ "a" 0001 ( 02 0000000A ) 'x' ]
            B< 40 02 0001
            B> 33 [ "a" 0002 ( 02 0000000A ) 'retained' ]
            B< 40 02 0002
            B> 32 [ "a" 0003 ( ) 'y' ]
            B< 40 02 0003
            advance 11
            A> RESUME
            A< RESUMED
            A< 32 [ "a" 0001 ( ) 'y' ]
            B> 82 [ 0004 ( ) "a" 01 ]
            B< 90 [ 0004 ( ) 01 ]
            B< nothing
            """),
        new("3.3.2-6", "what is left of it goes on with the message", """
            A> RESUME
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            A drops
            B connects
            B> 33 [ "a" 0001 ( 02 0000000A ) 'x' ]
            B< 40 02 0001
            advance 4
            A> RESUME
            A< RESUMED
            A< 32 [ "a" 0001 ( 02 00000006 ) 'x' ]
            B> 82 [ 0004 ( ) "a" 00 ]
            B< 90 [ 0004 ( ) 00 ]
            B< 31 [ "a" ( 02 00000006 ) 'x' ]
            """),
        new("3.3.2-7", "an alias means nothing on another connection", """
            A> RESUME
            A< CONNACK
            A> 30 [ "a" ( 23 0001 ) ]
            A< nothing
            A drops
            A> RESUME
            A< RESUMED
            A> 30 [ "" ( 23 0001 ) ]
            A< E0 01 82
            A< closed
            """),
        new("3.3.2-8", "alias 0 is invalid, alone or beside other properties", """
            A connects
            A> 30 [ "a" ( 23 0000 ) ]
            A< E0 01 94
            A< closed
            B connects
            B> 30 [ "a" ( 01 00 23 0000 ) ]
            B< E0 01 94
            B< closed
            """),
        new("3.3.2-12", "all aliases up to the maximum are taken, and may be given anew", """
            A connects
            A> 82 [ 0001 ( ) "#" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A> 30 [ "first" ( 23 0001 ) '1' ]
            A< 30 [ "first" ( ) '1' ]
            A> 30 [ "last" ( 23 0040 ) '2' ]
            A< 30 [ "last" ( ) '2' ]
            A> 30 [ "" ( 23 0001 ) '3' ]
            A< 30 [ "first" ( ) '3' ]
            A> 30 [ "other" ( 23 0001 26 "k" "v" ) '4' ]
            A< 30 [ "other" ( 26 "k" "v" ) '4' ]
            A> 30 [ "" ( 26 "k" "v" 23 0001 ) '5' ]
            A< 30 [ "other" ( 26 "k" "v" ) '5' ]
            A> 30 [ "" ( 23 0040 ) '6' ]
            A< 30 [ "last" ( ) '6' ]
            """),
        new("3.3.2-13", "a response topic that is no UTF-8 is malformed", """
            A connects
            A> 30 [ "a" ( 08 0001 FF ) ]
            A< E0 01 81
            A< closed
            """),
        new("3.3.2-14", "a response topic with a wildcard is a protocol error", """
            A connects
            A> 30 [ "a" ( 08 "b/#" ) ]
            A< E0 01 82
            A< closed
            """),
        new("3.3.2-19", "a content type that is no UTF-8 is malformed", """
            A connects
            A> 30 [ "a" ( 03 0001 FF ) ]
            A< E0 01 81
            A< closed
            """),
        new("3.3.4-1", "a PUBLISH gets the answer of its QoS", """
            A connects
            A> 30 [ "a" ( ) ]
            A< nothing
            A> 32 [ "a" 0001 ( ) ]
            A< 40 03 0001 10
            A> 34 [ "a" 0001 ( ) ]
            A< 50 03 0001 10
            """),
        new("3.3.4-2 3.3.4-3 3.3.4-4", "subscriptions that overlap: one copy, at the highest QoS, with all identifiers", """
            A connects
            A> 82 [ 0001 ( 0B 01 ) "a/+" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A> 82 [ 0002 ( 0B FFFFFF7F ) "a/#" 02 ]
            A< 90 [ 0002 ( ) 02 ]
            A> 82 [ 0003 ( ) "a/b" 01 ]
            A< 90 [ 0003 ( ) 01 ]
            B connects
            B> 34 [ "a/b" 0001 ( ) 'x' ]
            B< 50 02 0001
            A< 34 [ "a/b" 0001 ( 0B FFFFFF7F 0B 01 ) 'x' ]
            A< nothing
            """),
        new("3.3.4-3", "retained messages come with the identifier of their subscription", """
            A connects
            A> 31 [ "a" ( ) 'x' ]
            A> 82 [ 0001 ( 0B 07 ) "a" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A< 31 [ "a" ( 0B 07 ) 'x' ]
            """),
        new("3.3.4-6", "a client's PUBLISH has no subscription identifier", """
            A connects
            A> 30 [ "a" ( 0B 01 ) ]
            A< E0 01 82
            A< closed
            """),
        new("3.3.4-7", "a client that leaves more unacknowledged than receive maximum is cut off", """
            A> CONNECT
            A< 20 [ 00 00 ( 21 0002 22 0040 27 00040000 ) ]
            A> 34 [ "a" 0001 ( ) ]
            A< 50 03 0001 10
            A> 34 [ "a" 0002 ( ) ]
            A< 50 03 0002 10
            A> 34 [ "a" 0003 ( ) ]
            A< E0 01 93
            A< closed
            """, new MqttServerOptions { ReceiveMaximum = 2 }),
        new("3.3.4-7", "PUBCOMP gives its place back", """
            A> CONNECT
            A< 20 ?? 00 00 ..
            A> 34 [ "a" 0001 ( ) ]
            A< 50 03 0001 10
            A> 62 02 0001
            A< 70 02 0001
            A> 34 [ "a" 0002 ( ) ]
            A< 50 03 0002 10
            """, new MqttServerOptions { ReceiveMaximum = 1 }),
        new("3.3.4-9 3.3.4-10 4.9.0-1 4.9.0-2 4.9.0-3", "the server leaves no more unacknowledged than the client's receive maximum, and goes on with all else", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 21 0001 ) "a" ]
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 02 "b" 00 ]
            A< 90 [ 0001 ( ) 02 00 ]
            B connects
            B> 32 [ "a" 0001 ( ) 'x' ]
            B< 40 02 0001
            A< 32 [ "a" 0001 ( ) 'x' ]
            B> 34 [ "a" 0002 ( ) 'y' ]
            B< 50 02 0002
            B> 30 [ "b" ( ) 'z' ]
            A< 30 [ "b" ( ) 'z' ]
            A< nothing
            A> 82 [ 0002 ( ) "c" 00 ]
            A< 90 [ 0002 ( ) 00 ]
            A> 40 02 0001
            A< 34 [ "a" 0002 ( ) 'y' ]
            B> 32 [ "a" 0003 ( ) 'w' ]
            B< 40 02 0003
            A> 50 02 0002
            A< 62 02 0002
            A< nothing
            A> 70 02 0002
            A< 32 [ "a" 0003 ( ) 'w' ]
            """),
    ];
}
