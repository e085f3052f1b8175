namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>CONNECT.</summary>
internal static class Chapter3Connect
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        new("3.1.0-1", "the first packet is CONNECT; what else comes gets no answer", """
            A> PINGREQ
            A< closed
            """),
        new("3.1.0-2 3.2.0-2", "a second CONNECT is a protocol error; there is one CONNACK", """
            A connects
            A> CONNECT
            A< E0 01 82
            A< closed
            """),
        new("3.1.2-1", "another protocol name: the connection is closed", """
            A> 10 [ "HTTP" 05 02 0000 ( ) "a" ]
            A< closed
            """),
        new("3.1.2-1 3.1.2-2", "3.1 (MQIsdp) is refused so that its clients understand it", """
            A> 10 [ "MQIsdp" 03 02 0000 "a" ]
            A< 20 02 00 01
            A< closed
            """),
        new("3.1.2-2 3.2.2-7", "other protocol versions are refused with 0x84, or 1 where they are older", """
            A> 10 [ "MQTT" 06 02 0000 ( ) "a" ]
            A< 20 [ 00 84 ( ) ]
            A< closed
            B> 10 [ "MQTT" 03 02 0000 "a" ]
            B< 20 02 00 01
            B< closed
            """),
        new("3.1.2-3", "the reserved connect flag is malformed", """
            A> 10 [ "MQTT" 05 03 0000 ( 17 00 ) "a" ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            """),
        new("3.1.2-4 3.1.4-4 3.2.2-2", "clean start: a new session, without the old one's subscriptions", """
            A> RESUME
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            A drops
            A connects
            A> 30 [ "a" ( ) 'x' ]
            A< nothing
            """),
        new("3.1.2-5 3.1.2-23 3.2.0-1 3.2.2-3 4.5.0-1", "without clean start the session goes on: CONNACK says so, and then comes what waited", """
            A> RESUME
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            A drops
            B connects
            B> 32 [ "a" 0007 ( ) 'x' ]
            B< 40 02 0007
            advance 99
            A> RESUME
            A< RESUMED
            A< 32 [ "a" 0001 ( ) 'x' ]
            """),
        new("3.1.2-6 3.2.2-3", "without clean start and without a session there is a new one", """
            A> RESUME
            A< CONNACK
            """),
        new("3.1.2-7 3.1.2-8 3.1.2-14", "the will is published when the connection ends without DISCONNECT, and is not retained", """
            B connects
            B> 82 [ 0001 ( ) "w" 02 ]
            B< 90 [ 0001 ( ) 02 ]
            A> 10 [ "MQTT" 05 06 0000 ( 17 00 ) "a" ( ) "w" "gone" ]
            A< CONNACK
            A drops
            B< 30 [ "w" ( ) 'gone' ]
            C connects
            C> 82 [ 0001 ( ) "w" 00 ]
            C< 90 [ 0001 ( ) 00 ]
            C< nothing
            """),
        new("3.1.2-8", "at its QoS, also after a protocol error, and after DISCONNECT with 0x04", """
            B connects
            B> 82 [ 0001 ( ) "w" 02 ]
            B< 90 [ 0001 ( ) 02 ]
            A> 10 [ "MQTT" 05 16 0000 ( 17 00 ) "a" ( ) "w" "1" ]
            A< CONNACK
            A> CONNECT
            A< E0 01 82
            A< closed
            B< 34 [ "w" 0001 ( ) '1' ]
            A> 10 [ "MQTT" 05 0E 0000 ( 17 00 ) "a" ( ) "w" "2" ]
            A< CONNACK
            A> E0 01 04
            A< closed
            B< 32 [ "w" 0002 ( ) '2' ]
            """),
        new("3.1.2-8", "after its delay", """
            B connects
            B> 82 [ 0001 ( ) "w" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            A> 10 [ "MQTT" 05 06 0000 ( 17 00 11 00000064 ) "a" ( 18 0000000A ) "w" "gone" ]
            A< CONNACK
            A drops
            advance 9
            B< nothing
            advance 2
            B< 30 [ "w" ( ) 'gone' ]
            """),
        new("3.1.2-8", "when the session ends, though its delay is longer", """
            B connects
            B> 82 [ 0001 ( ) "w" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            A> 10 [ "MQTT" 05 06 0000 ( 17 00 11 00000005 ) "a" ( 18 0000000A ) "w" "gone" ]
            A< CONNACK
            A drops
            advance 6
            B< 30 [ "w" ( ) 'gone' ]
            """),
        new("3.1.2-8", "when a clean start ends the session before its delay", """
            B connects
            B> 82 [ 0001 ( ) "w" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            A> 10 [ "MQTT" 05 06 0000 ( 17 00 11 00000064 ) "a" ( 18 0000000A ) "w" "gone" ]
            A< CONNACK
            A drops
            A connects
            B< 30 [ "w" ( ) 'gone' ]
            """),
        new("3.1.2-8", "its own expiry begins when it is published", """
            B connects
            B> 82 [ 0001 ( ) "w" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            A> 10 [ "MQTT" 05 06 0000 ( 17 00 ) "a" ( 02 0000000A ) "w" "gone" ]
            A< CONNACK
            advance 60
            A drops
            B< 30 [ "w" ( 02 0000000A ) 'gone' ]
            """),
        new("3.1.2-9", "a will needs its topic and payload", """
            A> 10 [ "MQTT" 05 06 0000 ( 17 00 ) "a" ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            """),
        new("3.1.2-10 3.14.4-3", "DISCONNECT takes the will back, and it is published once", """
            B connects
            B> 82 [ 0001 ( ) "w" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            A> 10 [ "MQTT" 05 06 0000 ( 17 00 ) "a" ( ) "w" "1" ]
            A< CONNACK
            A> DISCONNECT
            A< closed
            B< nothing
            A> 10 [ "MQTT" 05 06 0000 ( 17 00 ) "a" ( ) "w" "2" ]
            A< CONNACK
            A drops
            B< 30 [ "w" ( ) '2' ]
            A connects
            A drops
            B< nothing
            """),
        new("3.1.2-11", "will QoS without a will is malformed", """
            A> 10 [ "MQTT" 05 0A 0000 ( 17 00 ) "a" ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            """),
        new("3.1.2-12", "will QoS 3 is malformed", """
            A> 10 [ "MQTT" 05 1E 0000 ( 17 00 ) "a" ( ) "w" "gone" ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            """),
        new("3.1.2-13", "will retain without a will is malformed", """
            A> 10 [ "MQTT" 05 22 0000 ( 17 00 ) "a" ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            """),
        new("3.1.2-15", "with will retain the will is retained", """
            A> 10 [ "MQTT" 05 26 0000 ( 17 00 ) "a" ( ) "w" "gone" ]
            A< CONNACK
            A drops
            B connects
            B> 82 [ 0001 ( ) "w" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            B< 31 [ "w" ( ) 'gone' ]
            """),
        new("3.1.2-16", "a user name where its flag is not set", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 ) "a" "me" ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            """),
        new("3.1.2-17", "no user name where its flag is set", """
            A> 10 [ "MQTT" 05 82 0000 ( 17 00 ) "a" ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            """),
        new("3.1.2-18", "a password where its flag is not set", """
            A> 10 [ "MQTT" 05 82 0000 ( 17 00 ) "a" "me" "secret" ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            """),
        new("3.1.2-19", "no password where its flag is set; one without a user name is well", """
            A> 10 [ "MQTT" 05 42 0000 ( 17 00 ) "a" ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            B> 10 [ "MQTT" 05 42 0000 ( 17 00 ) "b" "secret" ]
            B< CONNACK
            """),
        new("3.1.2-22 3.2.2-22", "silence for one and a half times the keep-alive ends the connection, as a failure of the network", """
            B connects
            B> 82 [ 0001 ( ) "w" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            A> 10 [ "MQTT" 05 06 000A ( 17 00 ) "a" ( ) "w" "gone" ]
            A< CONNACK
            advance 14
            A< nothing
            advance 14
            A< nothing
            advance 16
            A< E0 01 8D
            A< closed
            B< 30 [ "w" ( ) 'gone' ]
            """),
        new("3.1.2-22", "keep-alive 0: silence is well", """
            A connects
            advance 100000
            A< nothing
            """),
        new("3.1.2-24 3.1.2-25", "a message larger than the client takes is not sent, and counts as delivered", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 21 0001 27 00000014 ) "a" ]   # one at a time, 20 bytes
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 01 ]
            A< 90 [ 0001 ( ) 01 ]
            B connects
            B> 32 [ "a" 0001 ( ) 'x'*13 ]
            B< 40 02 0001
            B> 32 [ "a" 0002 ( ) 'y'*12 ]
            B< 40 02 0002
            A< 32 [ "a" 0002 ( ) 'y'*12 ]
            """),
        new("3.1.2-24", "nor are control packets: a SUBACK that is larger, or a CONNACK", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 27 00000014 ) "a" ]
            A< CONNACK
            A> 82 [ 0001 ( ) "a" 00 "b" 00 "c" 00 "d" 00 "e" 00 "f" 00 "g" 00 "h" 00 "i" 00 "j" 00 "k" 00 "l" 00 "m" 00 "n" 00 "o" 00 "p" 00 ]
            A< nothing
            B> 10 [ "MQTT" 05 02 0000 ( 17 00 27 0000000F ) "b" ]
            B< closed
            """),
        new("3.1.2-26 3.3.2-11 3.3.2-8", "topic aliases go to a client up to its maximum, and are never 0", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 22 0001 ) "a" ]
            A< CONNACK
            A> 82 [ 0001 ( ) "topic/#" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            B connects
            B> 30 [ "topic/1" ( ) 'x' ]
            A< 30 [ "topic/1" ( 23 0001 ) 'x' ]
            B> 30 [ "topic/1" ( ) 'y' ]
            A< 30 [ "" ( 23 0001 ) 'y' ]
            B> 30 [ "topic/2" ( ) 'z' ]
            A< 30 [ "topic/2" ( ) 'z' ]
            """),
        new("3.1.2-27", "without a maximum, or with 0, the client gets none", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 22 0000 ) "a" ]
            A< CONNACK
            A> 82 [ 0001 ( ) "topic/#" 00 ]
            A< 90 [ 0001 ( ) 00 ]
            A> 30 [ "topic/1" ( ) ]
            A> 30 [ "topic/1" ( ) ]
            A< 30 [ "topic/1" ( ) ]
            A< 30 [ "topic/1" ( ) ]
            """),
        new("3.1.2-28", "response information comes to those who ask", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 19 00 ) "a" ]
            A< CONNACK
            B> 10 [ "MQTT" 05 02 0000 ( 17 00 19 01 ) "b" ]
            B< 20 [ 00 00 ( 1A "answers/" 21 0100 22 0040 27 00040000 ) ]
            """, new MqttServerOptions { ResponseInformation = "answers/" }),
        new("3.1.2-29", "without request problem information, SUBACK has no reason string; with it, it has one", """
            A connects
            A> 82 [ 0001 ( ) "a#" 00 ]
            A< 90 [ 0001 ( ) 8F ]
            B> 10 [ "MQTT" 05 02 0000 ( ) "b" ]
            B< CONNACK
            B> 82 [ 0001 ( ) "a#" 00 ]
            B< 90 ?? 0001 ?? 1F ..
            """),
        new("3.1.3-1", "the payload's fields come in their order", """
            B connects
            B> 82 [ 0001 ( ) "w" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            A> 10 [ "MQTT" 05 C6 0000 ( 17 00 ) "a" ( ) "w" "gone" "me" "secret" ]
            A< CONNACK
            A drops
            B< 30 [ "w" ( ) 'gone' ]
            """),
        new("3.1.3-2", "the client identifier says whose session it is", """
            A> RESUME
            A< CONNACK
            A drops
            B> RESUME
            B< CONNACK
            A> RESUME
            A< RESUMED
            """),
        new("3.1.3-3", "the client identifier must be there", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 ) ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            """),
        new("3.1.3-5", "23 letters and digits are well, and so is more", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 ) "0123456789abcdefghijXYZ" ]
            A< CONNACK
            B> 10 [ "MQTT" 05 02 0000 ( 17 00 ) "Ü"*100 ]
            B< CONNACK
            """),
        new("3.1.3-6 3.1.3-7", "who has no identifier gets one, with clean start and without", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 ) "" ]
            A< 20 ?? 00 00 ?? 12 0025 'auto-' ..
            B> 10 [ "MQTT" 05 00 0000 ( 17 00 ) "" ]
            B< 20 ?? 00 00 ?? 12 0025 'auto-' ..
            """),
        new("3.1.3-8", "an identifier that the server does not take is refused with 0x85", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 ) "abcde" ]
            A< 20 [ 00 85 ( ) ]
            A< closed
            """, new MqttServerOptions { MaxClientIdSize = 4 }),
        new("3.1.3-9", "who comes back before the will's delay is over has it taken back", """
            B connects
            B> 82 [ 0001 ( ) "w" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            A> 10 [ "MQTT" 05 06 0000 ( 17 00 11 00000064 ) "a" ( 18 0000000A ) "w" "gone" ]
            A< CONNACK
            A drops
            advance 5
            A> RESUME
            A< RESUMED
            advance 20
            B< nothing
            """),
        new("3.1.3-10", "the will's properties arrive, its user properties in their order", """
            B connects
            B> 82 [ 0001 ( ) "w" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            A> 10 [ "MQTT" 05 06 0000 ( 17 00 ) "a" ( 26 "z" "1" 26 "a" "2" 01 01 03 "text" 08 "r" 09 "c" ) "w" "gone" ]
            A< CONNACK
            A drops
            B< 30 [ "w" ( 01 01 03 "text" 08 "r" 09 "c" 26 "z" "1" 26 "a" "2" ) 'gone' ]
            """),
        new("3.1.3-11", "a will topic that is no UTF-8 is malformed; one with a wildcard is refused", """
            A> 10 [ "MQTT" 05 06 0000 ( 17 00 ) "a" ( ) 0001 FF "gone" ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            B> 10 [ "MQTT" 05 06 0000 ( 17 00 ) "b" ( ) "w/#" "gone" ]
            B< 20 [ 00 90 ( ) ]
            B< closed
            """),
        new("3.1.3-12", "a user name that is no UTF-8 is malformed", """
            A> 10 [ "MQTT" 05 82 0000 ( 17 00 ) "a" 0001 FF ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            """),
        new("3.1.4-1", "a CONNECT that breaks 3.1 ends the connection: receive maximum 0, maximum packet size 0, data without a method", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 21 0000 ) "a" ]
            A< 20 [ 00 82 ( ) ]
            A< closed
            B> 10 [ "MQTT" 05 02 0000 ( 17 00 27 00000000 ) "b" ]
            B< 20 [ 00 82 ( ) ]
            B< closed
            C> 10 [ "MQTT" 05 02 0000 ( 16 "secret" ) "c" ]
            C< 20 [ 00 82 ( ) ]
            C< closed
            """),
        new("3.1.4-2", "who fails the server's own checks is refused", """
            A> CONNECT
            A< 20 [ 00 87 ( ) ]
            A< closed
            B> 10 [ "MQTT" 05 82 0000 ( 17 00 ) "b" "me" ]
            B< 20 [ 00 86 ( ) ]
            B< closed
            """, new MqttServerOptions { Authorizer = new Nobody() }),
        new("3.1.4-3", "a newer connection of the same client ends the older", """
            A connects
            B> 10 [ "MQTT" 05 02 0000 ( 17 00 ) "a" ]
            B< CONNACK
            A< E0 01 8E
            A< closed
            """),
        new("3.1.4-3", "and its will is published, unless it waits for its delay and the session goes on", """
            C connects
            C> 82 [ 0001 ( ) "w" 00 ]
            C< 90 [ 0001 ( ) 00 ]
            A> 10 [ "MQTT" 05 06 0000 ( 17 00 ) "a" ( ) "w" "1" ]
            A< CONNACK
            B> 10 [ "MQTT" 05 06 0000 ( 17 00 11 00000064 ) "a" ( 18 00000001 ) "w" "2" ]
            B< CONNACK
            A< E0 01 8E
            A< closed
            C< 30 [ "w" ( ) '1' ]
            A> RESUME
            A< RESUMED
            B< E0 01 8E
            advance 5
            C< nothing
            """),
        new("3.1.4-5", "a CONNECT that is well is answered with success", """
            A> CONNECT
            A< 20 ?? 00 00 ..
            """),
        new("3.1.4-6", "after a refusal nothing more is handled", """
            B connects
            B> 82 [ 0001 ( ) "a" 00 ]
            B< 90 [ 0001 ( ) 00 ]
            A> 10 [ "MQTT" 06 02 0000 ( ) "a" ] 30 [ "a" ( ) 'x' ]
            A< 20 [ 00 84 ( ) ]
            A< closed
            B< nothing
            """),
    ];

    private sealed class Nobody : IMqttAuthorizer
    {
        public ValueTask<MqttAdmission> AdmitAsync(MqttLogin login, CancellationToken cancellationToken) =>
            ValueTask.FromResult(login.UserName is null ? MqttAdmission.NotAuthorized : MqttAdmission.BadUserNameOrPassword);
    }
}
