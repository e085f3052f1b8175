namespace FlowOptics.Flows;

/// <summary>A test of one value that is there. Which of the three questions is asked follows from the field's <see cref="FilterField.Kind"/>.</summary>
public abstract class ValueTest
{
    private protected ValueTest()
    {
    }

    /// <summary>Of a number, or of a code (<see cref="FilterFieldId"/> says of what).</summary>
    public virtual bool Matches(long value) => false;

    public virtual bool Matches(string value) => false;

    /// <summary>"No address" (<see cref="Address.IsNone"/>) is missing, and passes no test.</summary>
    public virtual bool Matches(Address value) => false;
}
