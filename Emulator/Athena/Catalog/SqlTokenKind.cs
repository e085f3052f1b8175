namespace FlowOptics.Emulator.Athena.Catalog;

internal enum SqlTokenKind
{
    Word,
    Name,
    Text,
    Sign,
    End,
}
