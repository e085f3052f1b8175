namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>CONNACK.</summary>
internal static class Chapter3Connack
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        new("3.2.2-1 3.2.2-8", "flags 0, reason 0, and what the server can do", """
            A> CONNECT
            A< 20 [ 00 00 ( 21 0100 22 0040 27 00040000 ) ]
            """),
        new("3.2.2-6 3.2.2-7", "a refused connection has no session, and ends", """
            A> RESUME
            A< CONNACK
            A drops
            A> 10 [ "MQTT" 05 00 0000 ( 17 00 11 00000064 15 "SCRAM" ) "a" ]
            A< 20 [ 00 8C ( ) ]
            A< closed
            A> RESUME
            A< RESUMED
            """),
        new("3.2.2-9", "a server that speaks QoS 0 and 1 only says so", """
            A> CONNECT
            A< 20 [ 00 00 ( 13 04B0 21 0064 22 0008 24 01 27 00024800 ) ]   # with the keep-alive that it wants
            """, new MqttServerOptions { Profile = MqttServerProfile.AwsIot, MaxPacketSize = 1024 * 1024 }),
        new("3.2.2-10", "and takes subscriptions at any QoS all the same", """
            A> CONNECT
            A< 20 ?? 00 00 ..
            A> 82 [ 0001 ( ) "a" 02 ]
            A< 90 [ 0001 ( ) 01 ]
            """, new MqttServerOptions { Profile = MqttServerProfile.AwsIot }),
        new("3.2.2-11", "who publishes at QoS 2 there is cut off", """
            A> CONNECT
            A< 20 ?? 00 00 ..
            A> 34 [ "a" 0001 ( ) ]
            A< E0 01 9B
            A< closed
            """, new MqttServerOptions { Profile = MqttServerProfile.AwsIot }),
        new("3.2.2-12", "and who has a will at QoS 2 is refused", """
            A> 10 [ "MQTT" 05 16 0000 ( 17 00 ) "a" ( ) "w" "gone" ]
            A< 20 [ 00 9B ( ) ]
            A< closed
            """, new MqttServerOptions { Profile = MqttServerProfile.AwsIot }),
        new("3.2.2-15", "a packet larger than the server's maximum ends the connection, by its length alone", """
            A connects
            A> 30 81 80 10
            A< E0 01 95
            A< closed
            """),
        new("3.2.2-17 3.3.2-9", "a topic alias beyond the server's maximum ends the connection", """
            A connects
            A> 30 [ "a" ( 23 0041 ) ]
            A< E0 01 94
            A< closed
            """),
        new("3.2.2-18", "any alias does, where the server announced none", """
            A> CONNECT
            A< 20 [ 00 00 ( 21 0100 27 00040000 ) ]
            A> 30 [ "a" ( 23 0001 ) ]
            A< E0 01 94
            A< closed
            """, new MqttServerOptions { TopicAliasMaximum = 0 }),
        new("3.2.2-19", "a reason string that would make CONNACK too large is left out", """
            A> 10 [ "MQTT" 05 02 0000 ( 15 "SCRAM" ) "a" ]
            A< 20 ?? 00 8C ?? 1F ..
            A< closed
            B> 10 [ "MQTT" 05 02 0000 ( 15 "SCRAM" 27 00000010 ) "b" ]
            B< 20 [ 00 8C ( ) ]
            B< closed
            """),
        new("3.2.2-21", "the server's keep-alive counts in place of the client's", """
            A> 10 [ "MQTT" 05 02 FFFF ( 17 00 ) "a" ]
            A< 20 ?? 00 00 ?? 13 04B0 ..
            advance 1799
            A< nothing
            advance 1801
            A< E0 01 8D
            A< closed
            """, new MqttServerOptions { Profile = MqttServerProfile.AwsIot }),
    ];
}
