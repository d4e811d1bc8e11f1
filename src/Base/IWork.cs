namespace Writ.Base;

/// <summary>
/// The open transaction of one act, handed from room to room so that an act and its fact are written together or
/// not at all. <c>Store</c> makes it and is the only room that knows what is inside.
/// </summary>
public interface IWork;
