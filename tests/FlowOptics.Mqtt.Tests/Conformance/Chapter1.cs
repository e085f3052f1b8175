namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>Data representation.</summary>
internal static class Chapter1
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        new("1.5.4-1", "a topic with a surrogate (U+D800) is malformed", """
            A connects
            A> 30 [ 0003 EDA080 ( ) ]
            A< E0 01 81
            A< closed
            """),
        new("1.5.4-1", "an overlong encoding ('/' as C0 AF) is malformed", """
            A connects
            A> 30 [ 0002 C0AF ( ) ]
            A< E0 01 81
            A< closed
            """),
        new("1.5.4-1 3.1.3-4", "a client identifier that is no UTF-8 is malformed", """
            A> 10 [ "MQTT" 05 02 0000 ( 17 00 ) 0001 FF ]
            A< 20 [ 00 81 ( ) ]
            A< closed
            """),
        new("1.5.4-2 4.7.3-2", "U+0000 in a topic is malformed", """
            A connects
            A> 30 [ 0003 61 00 62 ( ) ]
            A< E0 01 81
            A< closed
            """),
        new("1.5.4-3 4.7.3-4", "EF BB BF is a character like others: kept, and part of the topic's name", """
            A connects
            A> 82 [ 0001 ( ) 0004 EFBBBF 'a' 00 ]
            A< 90 [ 0001 ( ) 00 ]
            B connects
            B> 30 [ 0001 'a' ( ) 'without' ]
            B> 30 [ 0004 EFBBBF 'a' ( ) 'with' ]
            A< 30 [ 0004 EFBBBF 'a' ( ) 'with' ]
            """),
        new("1.5.5-1", "a remaining length with a byte more than it needs is malformed", """
            A connects
            A> C0 80 00
            A< E0 01 81
            A< closed
            """),
        new("1.5.5-1", "so is a property length, and a remaining length of five bytes", """
            A connects
            A> 30 [ "a" 80 00 ]
            A< E0 01 81
            A< closed
            B connects
            B> 30 FF FF FF FF 7F
            B< E0 01 81
            B< closed
            """),
        new("1.5.7-1", "both strings of a user property are UTF-8 strings", """
            A connects
            A> 30 [ "a" ( 26 "name" 0001 FF ) ]
            A< E0 01 81
            A< closed
            B connects
            B> 30 [ "a" ( 26 0001 00 "value" ) ]
            B< E0 01 81
            B< closed
            """),
    ];
}
